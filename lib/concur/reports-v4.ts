import { type ConcurClient, sendAndRead } from './client.ts'
import type { Amount } from './json.ts'
import { type ReportView, reportPath, type UserView, viewPath } from './report-place.ts'
import type { DateTime, Day } from './values.ts'

/** `custom1`, `orgUnit1`...: the value of a list field is the id of its item. */
export interface CustomValue {
  id: string
  value: string | null
  isValid: boolean | null
}

/** "ReportDetails". Texts are null when missing. */
export interface ExpenseReport {
  reportId: string
  /** What people quote. */
  reportNumber: string | null
  name: string | null
  businessPurpose: string | null
  /** UUID of the owner: what the routes of a user take. */
  ownerId: string | null
  approvalStatus: string | null
  approvalStatusCode: string | null
  paymentStatus: string | null
  paymentStatusCode: string | null
  currency: string | null
  total: Amount | null
  claimedAmount: Amount | null
  approvedAmount: Amount | null
  personalAmount: Amount | null
  amountNotApproved: Amount | null
  amountDueEmployee: Amount | null
  amountDueCompany: Amount | null
  amountDueCompanyCard: Amount | null
  createdAt: DateTime | null
  submittedAt: DateTime | null
  reportDate: Day | null
  startDate: Day | null
  endDate: Day | null
  country: string | null
  countryCode: string | null
  policy: string | null
  ledger: string | null
  reportType: string | null
  /** Grows with every change. */
  version: string | null
  customData: CustomValue[]
}

/** "ReportExpenseSummary". */
export interface ReportExpense {
  expenseId: string
  transactionDate: Day | null
  expenseType: { id: string; name: string | null }
  vendor: string | null
  businessPurpose: string | null
  location: string | null
  paymentType: string | null
  /** As paid to the vendor, in the currency of the place. */
  transactionAmount: Amount | null
  /** In the currency of the report, as are the others. */
  postedAmount: Amount | null
  claimedAmount: Amount | null
  approvedAmount: Amount | null
  exchangeRate: string | null
  isPersonal: boolean | null
  isImageRequired: boolean | null
  hasExceptions: boolean | null
  hasBlockingExceptions: boolean | null
  /** `FULLY_ALLOCATED`, `NOT_ALLOCATED`, `PARTIALLY_ALLOCATED`. */
  allocationState: string | null
}

/** "ReportExpenseDetail": it alone tells whose itemization an expense is. */
export interface ReportExpenseDetail extends ReportExpense {
  parentExpenseId: string | null
  receiptStatus: string | null
  customData: CustomValue[]
}

/** "ReportAllocationResponse". */
export interface ReportAllocation {
  allocationId: string
  expenseId: string
  /** Percent as a decimal string, e.g. `33.33333334`. */
  percentage: string | null
  allocationAmount: Amount | null
  approvedAmount: Amount | null
  claimedAmount: Amount | null
  accountCode: string | null
  isSystemAllocation: boolean | null
  customData: CustomValue[]
}

/** "Report To Approve". */
export interface ReportToApprove {
  reportId: string
  reportNumber: string | null
  name: string | null
  reportDate: Day | null
  /** The page prints a day in one row of its table and a moment in another. */
  submittedAt: DateTime | null
  ownerId: string | null
  approverId: string | null
  claimedAmount: Amount | null
  approvedAmount: Amount | null
  amountDueEmployee: Amount | null
  hasExceptions: boolean | null
  reportType: string | null
}

/**
 * A report's header (expense/expense-report/v4.reports, "Retrieve a Report by ID"). The page has it for a user alone;
 * Concur answers the plain route to a company's token as well. Here and below unchanged bytes give the same object: treat it
 * as read-only. Throws a `ConcurError` or `InvalidId`.
 */
export async function getReport(
  client: ConcurClient,
  reportId: string,
  view: ReportView,
): Promise<ExpenseReport> {
  return sendAndRead(client, 'report', {
    operation: 'read report',
    method: 'GET',
    path: reportPath({ reportId }, view),
  })
}

/**
 * The expenses of a report without their itemizations (v4.expenses, "Retrieve Expenses on a Specific Report ID").
 * Throws a `ConcurError` or `InvalidId`; a broken answer is `ConcurMalformed`, never an empty list.
 */
export async function listExpenses(
  client: ConcurClient,
  reportId: string,
  view: ReportView,
): Promise<ReportExpense[]> {
  return sendAndRead(client, 'expenses', {
    operation: 'list expenses',
    method: 'GET',
    path: [...reportPath({ reportId }, view), 'expenses'],
  })
}

/** An expense, or an itemization, with its parent (v4.expenses, "Retrieve an Expense by ID"). Throws a `ConcurError` or `InvalidId`. */
export async function getExpense(
  client: ConcurClient,
  place: { reportId: string; expenseId: string },
  view: ReportView,
): Promise<ReportExpenseDetail> {
  return sendAndRead(client, 'expense', {
    operation: 'read expense',
    method: 'GET',
    path: reportPath({ reportId: place.reportId, expenseId: place.expenseId }, view),
  })
}

/**
 * The itemizations of one expense (v4.expenses, "Retrieve Itemizations on a Specific Expense ID"). There is no plain route:
 * a company's token names the owner (`ownerId` of the report) in the context TRAVELER. Throws a `ConcurError` or `InvalidId`.
 */
export async function listItemizations(
  client: ConcurClient,
  place: { reportId: string; expenseId: string },
  view: UserView,
): Promise<ReportExpense[]> {
  return sendAndRead(client, 'expenses', {
    operation: 'list itemizations',
    method: 'GET',
    path: [...reportPath({ reportId: place.reportId, expenseId: place.expenseId }, view), 'itemizations'],
  })
}

/**
 * The allocations of one expense or itemization (v4.allocations, "Retrieve Allocations of an Expense ID on a Specific Report
 * ID"). No plain route either. Throws a `ConcurError` or `InvalidId`.
 */
export async function listAllocations(
  client: ConcurClient,
  place: { reportId: string; expenseId: string },
  view: UserView,
): Promise<ReportAllocation[]> {
  return sendAndRead(client, 'allocations', {
    operation: 'list allocations',
    method: 'GET',
    path: [...reportPath({ reportId: place.reportId, expenseId: place.expenseId }, view), 'allocations'],
  })
}

/** What waits for a manager (v4.reports, "Get Reports To Approve"), the oldest first. Throws a `ConcurError` or `InvalidId`. */
export async function listReportsToApprove(
  client: ConcurClient,
  userId: string,
  query: { includeDelegateApprovals?: boolean } = {},
): Promise<ReportToApprove[]> {
  return sendAndRead(client, 'reportsToApprove', {
    operation: 'list reports to approve',
    method: 'GET',
    path: [...viewPath({ userId, context: 'MANAGER' }), 'reportsToApprove'],
    query: { sort: 'reportDate', order: 'asc', includeDelegateApprovals: query.includeDelegateApprovals },
  })
}
