import { onExpense, type PlacedException } from '../exceptions/exception-rows.ts'
import { type Json, RawNumber } from '../http/json-writer.ts'
import { countryOf } from '../seed/countries.ts'
import { rate } from '../seed/currencies.ts'
import type { ExpenseReport, ReportAllocation, ReportExpense } from './entities.ts'
import { money, share } from './report-amounts.ts'

/** What an expense is judged by: its own exceptions, those of its itemizations and of all their allocations. */
const everyException = (expense: ReportExpense): PlacedException[] =>
  [expense, ...expense.itemizations].flatMap(onExpense)

const link = (rel: string, href: string) => ({ rel, href, method: 'GET', isTemplated: false })

/** "ReportExpenseSummary", in the order of the printed expenses; `self` is where the expense itself is read. */
export function expenseSummary(report: ExpenseReport, expense: ReportExpense, self: string) {
  const { currency } = report.owner
  const { postedAmount, transactionAmount, transactionCurrency, type, vendor, parent } = expense
  const exceptions = everyException(expense)
  const claimed = expense.isPersonal ? 0 : postedAmount
  const country = countryOf(expense.city)
  return {
    expenseId: expense.id,
    approverAdjustedAmount: money(claimed, currency),
    allocationState: expense.allocations.length > 0 ? 'FULLY_ALLOCATED' : 'NOT_ALLOCATED',
    allocationSetId: expense.allocations[0]?.id ?? null,
    approvedAmount: money(claimed, currency),
    businessPurpose: expense.purpose,
    claimedAmount: money(claimed, currency),
    ereceiptImageId: null,
    exchangeRate: { value: new RawNumber(rate(expense.exchangeRate)), operation: 'MULTIPLY' },
    expenseSourceIdentifiers: null,
    expenseType: { ...type, code: 'OTHER', isDeleted: false },
    hasBlockingExceptions: exceptions.some(({ exception }) => exception.isBlocking),
    hasExceptions: exceptions.length > 0,
    hasMissingReceiptDeclaration: false,
    isAutoCreated: false,
    imageCertificationStatus: null,
    isImageRequired: !expense.hasReceipt,
    isPaperReceiptRequired: false,
    isPersonalExpense: expense.isPersonal,
    location: {
      id: null,
      name: `${expense.city}, ${country.name}`,
      city: expense.city,
      countrySubDivisionCode: country.subdivision,
      countryCode: country.code,
    },
    paymentType: expense.paid,
    postedAmount: money(postedAmount, currency),
    receiptImageId: null,
    ticketNumber: null,
    transactionAmount: money(transactionAmount, transactionCurrency),
    transactionDate: expense.date,
    travelAllowance: {
      dailyLimitAmount: null,
      dailyTravelAllowanceId: null,
      isExpensePartOfTravelAllowance: false,
    },
    vendor: vendor === null ? null : { id: null, name: null, description: vendor },
    attendeeCount: expense.attendees,
    links: [
      link('self', self),
      // Itemizations are one level deep: theirs are left out, as the page prints them.
      ...(parent ? [] : [link('itemizations', `${self}/itemizations`)]),
      link('comments', `${self}/comments`),
    ],
  } satisfies Json
}

/** "ReportExpenseDetail": the summary and, among others, the parent. */
export function expenseDetail(report: ExpenseReport, expense: ReportExpense, self: string): Json {
  const { currency } = report.owner
  const none = money(0, currency)
  const posted = money(expense.postedAmount, currency)
  return {
    ...expenseSummary(report, expense, self),
    budgetAccrualDate: null,
    authorizationRequestExpenseId: null,
    customData: [],
    expenseTaxSummary: {
      totalTaxPostedAmount: none,
      totalTaxAdjustedAmount: none,
      totalReclaimPostedAmount: none,
      totalReclaimAdjustedAmount: none,
      netTaxAmount: posted,
      netAdjustedTaxAmount: posted,
      netReclaimAmount: posted,
      netReclaimAdjustedAmount: posted,
      vatTaxTotal: null,
    },
    isExcludedFromCashAdvanceByUser: false,
    isExpenseBillable: false,
    isExpenseRejected: false,
    isPaperReceiptReceived: false,
    merchantTaxId: null,
    mileage: null,
    parentExpenseId: expense.parent?.id ?? null,
    receiptType: expense.hasReceipt
      ? { id: 'R', status: 'Regular Receipt' }
      : { id: 'N', status: 'No Receipt' },
    taxRateLocation: expense.transactionCurrency === currency ? 'HOME' : 'FOREIGN',
    travel: null,
    lastModifiedDate: null,
    invoiceId: null,
    governmentInvoiceId: null,
  }
}

/** "ReportAllocationResponse" (v4.allocations). */
export function allocationRow(
  report: ExpenseReport,
  expense: ReportExpense,
  allocation: ReportAllocation,
): Json {
  const { amount } = allocation
  const { currency } = report.owner
  return {
    customData: [{ id: 'custom9', value: allocation.costObject, isValid: true }],
    allocationId: allocation.id,
    accountCode: allocation.accountCode,
    overLimitAccountCode: null,
    allocationAmount: share(amount, currency),
    approvedAmount: share(amount, currency),
    claimedAmount: share(amount, currency),
    expenseId: expense.id,
    isSystemAllocation: false,
    isPercentEdited: false,
    percentage: new RawNumber(allocation.percentage),
  }
}
