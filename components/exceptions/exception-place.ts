import type { ReportException } from '#lib/contracts/exceptions.ts'

/** Where exceptions stand in a report, from the top down. */
export const levels = ['header', 'expense', 'itemization', 'allocation'] as const
export type Level = (typeof levels)[number]

/** One place of a report: both ids null is the header. */
export interface Place {
  reportId: string
  expenseId: string | null
  allocationId: string | null
}

export function levelOf({
  expenseId,
  allocationId,
  parentExpenseId,
}: Pick<ReportException, 'expenseId' | 'allocationId' | 'parentExpenseId'>): Level {
  if (allocationId !== null) return 'allocation'
  if (expenseId === null) return 'header'
  return parentExpenseId === null ? 'expense' : 'itemization'
}

/** Within its report. */
export function placeKey({ expenseId, allocationId }: Omit<Place, 'reportId'>): string {
  if (expenseId === null) return 'header'
  return allocationId === null ? expenseId : `${expenseId}/${allocationId}`
}

export const isAt = (exception: ReportException, place: Omit<Place, 'reportId'>): boolean =>
  exception.expenseId === place.expenseId && exception.allocationId === place.allocationId

/** What stands at a place was read back there: it takes the place of what was known. */
export function withPlace(
  exceptions: readonly ReportException[],
  place: Omit<Place, 'reportId'>,
  fresh: readonly ReportException[],
): ReportException[] {
  return [...exceptions.filter((each) => !isAt(each, place)), ...fresh.filter((each) => isAt(each, place))]
}

export function blockingFirst(exceptions: readonly ReportException[]): ReportException[] {
  return exceptions.toSorted((a, b) => Number(b.isBlocking) - Number(a.isBlocking))
}
