import type { ExceptionVisibility, ScannedReport } from '#lib/contracts/exceptions.ts'
import type { Level } from './exception-place.ts'
import { type Found, foundOn } from './found-exceptions.ts'

export interface CodeGroup {
  code: string
  /** The one that is said most often. */
  message: string
  /** How many different things exceptions of the code say. */
  messages: number
  found: readonly Found[]
  reports: number
  blocking: number
  levels: ReadonlyMap<Level, number>
  visibilities: readonly ExceptionVisibility[]
}

/** What was found, by exception code. */
export function groupByCode(reports: readonly ScannedReport[]): CodeGroup[] {
  const byCode = Map.groupBy(reports.flatMap(foundOn), ({ exception }) => exception.exceptionCode)
  return [...byCode].map(([code, found]) => {
    const messages = tally(found.map(({ exception }) => exception.message?.trim() ?? ''))
    return {
      code,
      message: mostFrequent(messages),
      messages: messages.size,
      found,
      reports: new Set(found.map(({ report }) => report.reportId)).size,
      blocking: found.filter(({ exception }) => exception.isBlocking).length,
      levels: tally(found.map(({ level }) => level)),
      visibilities: [...tally(found.flatMap(({ exception }) => exception.exceptionVisibility ?? [])).keys()],
    }
  })
}

export function tally<Word>(words: readonly Word[]): Map<Word, number> {
  const counts = new Map<Word, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  const [first = ['']] = [...counts].sort(([, a], [, b]) => b - a)
  return first[0]
}
