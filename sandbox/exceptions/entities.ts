/** Who sees an exception (expense/expense-report/v4.exceptions, schema). */
export const VISIBILITIES = ['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR'] as const

export type Visibility = (typeof VISIBILITIES)[number]

/** An exception at the one place where it was raised. A code stands there once. */
export type ReportException = {
  code: string
  visibility: Visibility
  isBlocking: boolean
  message: string
}

/** Where exceptions stand: a header, an expense or itemization, an allocation. */
export type ExceptionHolder = { exceptions: ReportException[] }
