import { parseId } from './ids.ts'

/** Where on a report: the header, an expense or itemization, or an allocation of one. */
export type ReportPlace =
  | { reportId: string; expenseId?: undefined; allocationId?: undefined }
  | { reportId: string; expenseId: string; allocationId?: string }

/** What a person is to the report that they look at. */
export const reportContexts = ['TRAVELER', 'MANAGER', 'PROXY'] as const
export type ReportContext = (typeof reportContexts)[number]

/** A person in one context; `userId` is the UUID that Identity v4 names. */
export interface UserView {
  userId: string
  context: ReportContext
}

/** Through whose eyes: `system` is the plain `reports/...` route, documented for a company token. */
export type ReportView = 'system' | UserView

/** The segments of a place as seen in a view. Throws `InvalidId` for what cannot be an id of its kind. */
export function reportPath({ reportId, expenseId, allocationId }: ReportPlace, view: ReportView): string[] {
  return [
    ...viewPath(view),
    'reports',
    parseId('reportId', reportId),
    ...(expenseId === undefined ? [] : ['expenses', parseId('expenseId', expenseId)]),
    ...(allocationId === undefined ? [] : ['allocations', parseId('allocationId', allocationId)]),
  ]
}

/** `expensereports/v4`, with the user and their context where there is one. */
export function viewPath(view: ReportView): string[] {
  const base = ['expensereports', 'v4']
  if (view === 'system') return base
  return [...base, 'users', parseId('userId', view.userId), 'context', view.context]
}
