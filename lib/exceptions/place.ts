import type { ReportException } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import { Refusal } from '#lib/refusal.ts'

/** The place that these ids name. @throws Refusal for an allocation without its expense, which would pass for the header */
export function placeOf({
  reportId,
  expenseId,
  allocationId,
}: {
  reportId: string
  expenseId?: string | null
  allocationId?: string | null
}): ReportPlace {
  if (expenseId) return { reportId, expenseId, allocationId: allocationId ?? undefined }
  if (!allocationId) return { reportId }
  throw new Refusal('bad-request', 400, 'An allocation is found by its expense. Nothing was sent.')
}

/** Whether an exception stands at this very place, and not below it. */
export function standsAt(place: ReportPlace, { expenseId, allocationId }: ReportException): boolean {
  return expenseId === (place.expenseId ?? null) && allocationId === (place.allocationId ?? null)
}

/** `report/expense/allocation/code`: what an exception is found by in the audit log. */
export function exceptionKey({ reportId, expenseId, allocationId }: ReportPlace, code: string): string {
  return [reportId, expenseId, allocationId, code].filter((part) => part !== undefined).join('/')
}

export function levelOf({ expenseId, allocationId }: ReportPlace): 'header' | 'expense' | 'allocation' {
  if (expenseId === undefined) return 'header'
  return allocationId === undefined ? 'expense' : 'allocation'
}
