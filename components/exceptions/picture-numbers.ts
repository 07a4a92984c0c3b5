import type { AnswerOf } from '#lib/contracts/endpoint.ts'
import type { Endpoints } from '#lib/contracts/endpoints.ts'
import type { CodeGroup } from './group-by-code.ts'

export type Clearing = AnswerOf<Endpoints['GET /api/exceptions/clearings']>['items'][number]

export interface CodeNumbers {
  code: string
  blocking: number
  warnings: number
}

export interface DayNumbers {
  day: string
  cleared: number
  codes: readonly { code: string; cleared: number }[]
}

/** The most frequent first. */
export function numbersByCode(groups: readonly CodeGroup[]): CodeNumbers[] {
  return groups
    .map(({ code, found, blocking }) => ({ code, blocking, warnings: found.length - blocking }))
    .sort((a, b) => b.blocking + b.warnings - a.blocking - a.warnings || a.code.localeCompare(b.code, 'en'))
}

const DAY = 24 * 60 * 60_000
/** A longer time would make bars that nobody can tell apart. */
const MOST_DAYS = 60

/** Day by day up to the last one, those on which nothing was cleared included, so that the time between is seen. */
export function numbersByDay(clearings: readonly Clearing[]): DayNumbers[] {
  const byDay = Map.groupBy(clearings, ({ day }) => day)
  const days = [...byDay.keys()].sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const from = Math.max(Date.parse(first), Date.parse(last) - (MOST_DAYS - 1) * DAY)
  const count = Math.round((Date.parse(last) - from) / DAY) + 1
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(from + index * DAY).toISOString().slice(0, 10)
    const here = byDay.get(day) ?? []
    return {
      day,
      cleared: here.reduce((sum, { cleared }) => sum + cleared, 0),
      codes: here
        .map(({ exceptionCode, cleared }) => ({ code: exceptionCode, cleared }))
        .sort((a, b) => b.cleared - a.cleared),
    }
  })
}
