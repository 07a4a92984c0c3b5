import { formatCount } from '#components/ui/format.ts'
import type { ExceptionVisibility } from '#lib/contracts/exceptions.ts'
import { type Level, levels } from './exception-place.ts'

interface VisibilityWords {
  /** In a row. */
  short: string
  /** Beside a choice, and on hover. */
  whole: string
}

export const visibilityWords: Record<ExceptionVisibility, VisibilityWords> = {
  ALL: { short: 'Everyone', whole: 'The traveler, approvers and processors' },
  APPROVER_PROCESSOR: { short: 'Approvers', whole: 'Approvers and processors, not the traveler' },
  PROCESSOR: { short: 'Processors', whole: 'Processors only' },
}

export const levelWords: Record<Level, string> = {
  header: 'Header',
  expense: 'Expense',
  itemization: 'Itemization',
  allocation: 'Allocation',
}

export const kindWord = (isBlocking: boolean): string => (isBlocking ? 'Blocks' : 'Warning')

/** "1 report", "43 reports". */
export function counted(count: number, one: string): string {
  return `${formatCount(count)} ${count === 1 ? one : `${one}s`}`
}

/** "Header 2 · Expense 40": how many exceptions of each level. */
export function levelCounts(counts: ReadonlyMap<Level, number>): string {
  return levels
    .flatMap((level) => {
      const count = counts.get(level)
      return count ? `${levelWords[level]} ${formatCount(count)}` : []
    })
    .join(' · ')
}

/** "header", "header and expense", "header, expense and allocation". */
export function listed(words: readonly string[]): string {
  const [last, ...before] = words.toReversed()
  if (last === undefined) return ''
  return before.length > 0 ? `${before.reverse().join(', ')} and ${last}` : last
}
