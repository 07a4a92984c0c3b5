/** The words of the contract as plain lists: the browser needs them at once, the schemas only where a form is checked. */

/** Status values of Travel Request v1 (api-reference/request/v1.request). */
export const requestStatuses = [
  'TOAPPROVE',
  'APPROVED',
  'ACTIVE',
  'UNSUBMITTED',
  'SUBMITTED',
  'PENDING',
  'VALIDATED',
  'CANCELED',
  'CLOSED',
] as const

/** Approval status codes of expense reports (api-reference/expense/expense-report/v3.reports). */
export const approvalStatusCodes = [
  'A_NOTF',
  'A_FILE',
  'A_PEND',
  'A_ACCO',
  'A_APPR',
  'A_RESU',
  'A_RHLD',
  'A_PVAL',
  'A_PECO',
  'A_PBDG',
  'A_EXTV',
  'A_AAFH',
  'A_TEXP',
] as const

/** Who sees an exception: everybody, approvers and processors, processors. */
export const exceptionVisibilities = ['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR'] as const

/** What a person is to a report. */
export const reportContexts = ['TRAVELER', 'MANAGER', 'PROXY'] as const

/** How one row of a job ended; `pending` while it waits. `not-sent` rows never reached Concur. */
export const rowOutcomes = ['pending', 'done', 'refused', 'unknown', 'not-sent'] as const

/** What is done to list items. `merge` adds what the list lacks and updates what differs; Concur knows the other three. */
export const listOperations = ['create', 'update', 'delete', 'merge'] as const

export const auditVerbs = [
  'approve',
  'send-back',
  'recall',
  'create',
  'update',
  'delete',
  'add-exception',
  'clear-exception',
  'sign-in',
  'sign-out',
  'sign-out-everywhere',
  'disconnect',
] as const

/** Every act leaves two entries: the attempt, before anything is sent, and the outcome. */
export const auditPhases = ['attempt', 'done', 'refused', 'unknown'] as const
