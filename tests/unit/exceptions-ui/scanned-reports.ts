import type { ReportException, ScannedReport } from '#lib/contracts/exceptions.ts'

export function exceptionOf(exceptionCode: string, more: Partial<ReportException> = {}): ReportException {
  return {
    exceptionCode,
    exceptionVisibility: 'ALL',
    isBlocking: false,
    message: `${exceptionCode} says this. `,
    expenseId: null,
    allocationId: null,
    parentExpenseId: null,
    ...more,
  }
}

export function reportOf(reportId: string, more: Partial<ScannedReport> = {}): ScannedReport {
  return {
    reportId,
    name: `Trip ${reportId}`,
    owner: { name: 'Ines Marlow', login: 'ines.marlow@northwind.example' },
    approverLogin: null,
    total: { value: '120.50', currency: 'USD' },
    approvalStatus: { code: 'A_ACCO', name: 'Approved & In Accounting Review' },
    paymentStatus: null,
    submittedAt: { iso: '2026-11-06T09:00:00', raw: '2026-11-06T09:00:00' },
    modifiedAt: { iso: '2026-11-07T09:00:00', raw: '2026-11-07T09:00:00' },
    hasException: true,
    everSentBack: false,
    exceptions: [exceptionOf('LATE60')],
    readAt: '2026-11-21T09:12:00Z',
    ...more,
  }
}
