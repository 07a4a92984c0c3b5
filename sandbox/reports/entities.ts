import type { ReportException } from '../exceptions/entities.ts'
import type { CurrencyCode } from '../seed/currencies.ts'
import type { Employee, MinorUnits } from '../travel-requests/entities.ts'

/** Approval status codes (v3.reports) with the names that people see. */
export const APPROVAL_STATUSES = {
  A_NOTF: 'Not Submitted',
  A_FILE: 'Submitted',
  A_AAFH: 'Pending Anomaly and Fraud Check',
  A_RHLD: 'Pending Receipt Images',
  A_PEND: 'Submitted & Pending Approval',
  A_PBDG: 'Pending Budget Approval',
  A_PECO: 'Pending Cost Object Approval',
  A_PVAL: 'Pending Prepayment Validation',
  A_EXTV: 'Pending External Validation',
  A_ACCO: 'Approved & In Accounting Review',
  A_APPR: 'Approved',
  A_RESU: 'Sent Back to Employee',
  A_TEXP: 'Approval Time Expired',
} as const

export type ApprovalStatus = keyof typeof APPROVAL_STATUSES

export const PAYMENT_STATUSES = {
  P_NOTP: 'Not Paid',
  P_HOLD: 'Payment on Hold',
  P_PROC: 'Processing Payment',
  P_PAID: 'Sent for Payment',
  P_PAYC: 'Payment Confirmed',
} as const

export type PaymentStatus = keyof typeof PAYMENT_STATUSES

export type Country = { code: string; subdivision: string | null; name: string }

/** Somebody who owns or approves a report; `id` is the UUID that Identity v4 names. */
export type Reporter = Employee & { id: string; country: Country }

export type ReportAllocation = {
  id: string
  /** Eight decimals: `33.33333334`. */
  percentage: string
  amount: MinorUnits
  accountCode: string
  /** Cost object, shown in custom field 9 as the page does. */
  costObject: string
  exceptions: ReportException[]
}

export type ReportExpense = {
  id: string
  type: { id: string; name: string }
  /** `YYYY-MM-DD`. */
  date: string
  vendor: string | null
  purpose: string
  city: string
  paid: { id: string; name: string; code: string }
  transactionAmount: MinorUnits
  transactionCurrency: CurrencyCode
  exchangeRate: number
  /** In the report's currency. */
  postedAmount: MinorUnits
  isPersonal: boolean
  attendees: number
  hasReceipt: boolean
  /** Undefined for an expense of the report itself. */
  parent: ReportExpense | undefined
  /** Itemizations have none of their own. */
  itemizations: ReportExpense[]
  allocations: ReportAllocation[]
  exceptions: ReportException[]
}

export type ExpenseReport = {
  id: string
  /** What people quote: `8K2QX1`. */
  number: string
  name: string
  purpose: string
  owner: Reporter
  approver: Reporter
  status: ApprovalStatus
  payment: PaymentStatus
  createdAt: number
  submittedAt: number | undefined
  paidAt: number | undefined
  modifiedAt: number
  version: number
  /** `YYYY-MM-DD`. */
  startDate: string
  endDate: string
  everSentBack: boolean
  lastComment: string
  expenses: ReportExpense[]
  exceptions: ReportException[]
}

/** Expenses with their itemizations, each parent before its children. */
export const withItemizations = (expenses: readonly ReportExpense[]): ReportExpense[] =>
  expenses.flatMap((expense) => [expense, ...expense.itemizations])

export const totalOf = (report: ExpenseReport): MinorUnits => sum(report.expenses)

export const personalOf = (report: ExpenseReport): MinorUnits =>
  sum(report.expenses.filter(({ isPersonal }) => isPersonal))

/** What was paid by company card, which the company owes the card and not the employee. */
export const onCompanyCard = (report: ExpenseReport): MinorUnits =>
  sum(report.expenses.filter(({ paid, isPersonal }) => paid.code === 'CBCP' && !isPersonal))

const sum = (expenses: readonly ReportExpense[]): MinorUnits =>
  expenses.reduce((total, { postedAmount }) => total + postedAmount, 0)
