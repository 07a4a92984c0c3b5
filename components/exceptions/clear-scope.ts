import { levels, placeKey } from './exception-place.ts'
import { counted, levelWords, listed } from './exception-words.ts'
import type { Clearable } from './found-exceptions.ts'

/** Exactly what a clear of these touches, and what it leaves: "41 exceptions on 40 reports, at the expense level". */
export function clearScope(found: readonly Clearable[]): { touched: string; left: string } {
  const codes = new Set(found.map(({ exception }) => exception.exceptionCode))
  const reports = new Set(found.map(({ place }) => place.reportId)).size
  const at = levels.filter((level) => found.some((each) => each.level === level))
  const [code] = codes
  const what =
    codes.size === 1
      ? `${code}: ${counted(found.length, 'exception')}`
      : `${counted(found.length, 'exception')} of ${codes.size} codes`
  const where = listed(at.map((level) => levelWords[level].toLowerCase()))
  return {
    touched: `${what} on ${counted(reports, 'report')}, at the ${where} ${at.length === 1 ? 'level' : 'levels'}`,
    left:
      codes.size === 1
        ? 'The same code elsewhere stays, and so does everything else on these reports.'
        : 'Everything else on these reports stays.',
  }
}

export interface BulkItem {
  reportId: string
  expenseId?: string
  allocationId?: string
  exceptionCode: string
  reportName: string
  message?: string
}

/** Concur clears by code at one level: a code that stands twice at a place is one row of the job. */
export function bulkItems(found: readonly Clearable[]): BulkItem[] {
  const items = new Map<string, BulkItem>()
  for (const { place, exception, reportName } of found) {
    const at = `${place.reportId}/${placeKey(place)}/${exception.exceptionCode}`
    if (items.has(at)) continue
    items.set(at, {
      reportId: place.reportId,
      expenseId: place.expenseId ?? undefined,
      allocationId: place.allocationId ?? undefined,
      exceptionCode: exception.exceptionCode,
      reportName: reportName.slice(0, 500),
      message: exception.message?.slice(0, 2000) ?? undefined,
    })
  }
  return [...items.values()]
}
