import type { ApprovalStatusCode } from '#lib/contracts/reports.ts'
import { approvalStatusCodes } from '#lib/contracts/vocabulary.ts'

/** As Concur names them (api-reference/expense/expense-report/v3.reports). */
export const approvalStatusWords: Record<ApprovalStatusCode, string> = {
  A_NOTF: 'Not submitted',
  A_FILE: 'Submitted',
  A_PEND: 'Submitted and pending approval',
  A_ACCO: 'Approved and in accounting review',
  A_APPR: 'Approved',
  A_RESU: 'Sent back to employee',
  A_RHLD: 'Pending receipt images',
  A_PVAL: 'Pending prepayment validation',
  A_PECO: 'Pending cost object approval',
  A_PBDG: 'Pending budget approval',
  A_EXTV: 'Pending external validation',
  A_AAFH: 'Pending anomaly and fraud check',
  A_TEXP: 'Approval time expired',
}

export const approvalStatusOptions = [
  { value: '', label: 'Every status' },
  ...approvalStatusCodes.map((value) => ({ value, label: approvalStatusWords[value] })),
]
