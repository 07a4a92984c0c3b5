import { z } from 'zod'
import { amount, dateTime, day, decimal, flag, id, readJson, text } from './json.ts'
import type {
  CustomValue,
  ExpenseReport,
  ReportAllocation,
  ReportExpense,
  ReportExpenseDetail,
  ReportToApprove,
} from './reports-v4.ts'

const customData = z
  .array(z.object({ id, value: text, isValid: flag }))
  .nullish()
  .transform((fields): CustomValue[] => fields ?? [])
  .catch([])

const report = z
  .object({
    reportId: id,
    reportNumber: text,
    name: text,
    businessPurpose: text,
    userId: text,
    approvalStatus: text,
    approvalStatusId: text,
    paymentStatus: text,
    paymentStatusId: text,
    currencyCode: text,
    reportTotal: amount,
    claimedAmount: amount,
    approvedAmount: amount,
    personalAmount: amount,
    amountNotApproved: amount,
    amountDueEmployee: amount,
    amountDueCompany: amount,
    amountDueCompanyCard: amount,
    creationDate: dateTime,
    submitDate: dateTime,
    reportDate: day,
    startDate: day,
    endDate: day,
    country: text,
    countryCode: text,
    policy: text,
    ledger: text,
    reportType: text,
    reportVersion: text,
    customData,
  })
  .transform(
    ({
      userId,
      approvalStatusId,
      paymentStatusId,
      currencyCode,
      reportTotal,
      creationDate,
      submitDate,
      reportVersion,
      ...same
    }): ExpenseReport => ({
      ...same,
      ownerId: userId,
      approvalStatusCode: approvalStatusId,
      paymentStatusCode: paymentStatusId,
      currency: currencyCode,
      total: reportTotal,
      createdAt: creationDate,
      submittedAt: submitDate,
      version: reportVersion,
    }),
  )

const summary = z.object({
  expenseId: id,
  transactionDate: day,
  expenseType: z.object({ id, name: text }),
  vendor: z.object({ name: text, description: text }).nullish().catch(null),
  businessPurpose: text,
  location: z.object({ name: text }).nullish().catch(null),
  paymentType: z.object({ name: text }).nullish().catch(null),
  transactionAmount: amount,
  postedAmount: amount,
  claimedAmount: amount,
  approvedAmount: amount,
  exchangeRate: z.object({ value: decimal }).nullish().catch(null),
  isPersonalExpense: flag,
  isImageRequired: flag,
  hasExceptions: flag,
  hasBlockingExceptions: flag,
  allocationState: text,
})

const detail = summary.extend({
  parentExpenseId: text,
  receiptType: z.object({ status: text }).nullish().catch(null),
  customData,
})

const allocation = z
  .object({
    allocationId: id,
    expenseId: id,
    percentage: decimal,
    allocationAmount: amount,
    approvedAmount: amount,
    claimedAmount: amount,
    accountCode: text,
    isSystemAllocation: flag,
    customData,
  })
  .transform((read): ReportAllocation => read)

const employee = z.object({ employeeUuid: text }).nullish().catch(null)

const toApprove = z
  .object({
    reportId: id,
    reportNumber: text,
    name: text,
    reportDate: day,
    submitDate: dateTime,
    employee,
    approver: employee,
    claimedAmount: amount,
    totalApprovedAmount: amount,
    amountDueEmployee: amount,
    hasExceptions: flag,
    reportType: text,
  })
  .transform(
    ({ submitDate, employee, approver, totalApprovedAmount, ...same }): ReportToApprove => ({
      ...same,
      submittedAt: submitDate,
      ownerId: employee?.employeeUuid ?? null,
      approverId: approver?.employeeUuid ?? null,
      approvedAmount: totalApprovedAmount,
    }),
  )

/** "ReportDetails". Pure, as are the others here, so that they run in a worker too. All throw `JsonUnreadable`. */
export function readReport(bytes: Uint8Array): ExpenseReport {
  return readJson(bytes, report)
}

/** "ReportExpenseSummary", of expenses or of itemizations. */
export function readExpenses(bytes: Uint8Array): ReportExpense[] {
  return readJson(bytes, z.array(summary.transform(expenseOf)))
}

/** "ReportExpenseDetail". */
export function readExpense(bytes: Uint8Array): ReportExpenseDetail {
  const { parentExpenseId, receiptType, customData, ...read } = readJson(bytes, detail)
  return { ...expenseOf(read), parentExpenseId, receiptStatus: receiptType?.status ?? null, customData }
}

/** "ReportAllocationResponse". */
export function readAllocations(bytes: Uint8Array): ReportAllocation[] {
  return readJson(bytes, z.array(allocation))
}

/** "Report To Approve". */
export function readReportsToApprove(bytes: Uint8Array): ReportToApprove[] {
  return readJson(bytes, z.array(toApprove))
}

function expenseOf({
  vendor,
  location,
  paymentType,
  exchangeRate,
  isPersonalExpense,
  ...same
}: z.output<typeof summary>): ReportExpense {
  return {
    ...same,
    // `description` holds what people see, `name` that of a vendor out of a list.
    vendor: vendor?.description ?? vendor?.name ?? null,
    location: location?.name ?? null,
    paymentType: paymentType?.name ?? null,
    exchangeRate: exchangeRate?.value ?? null,
    isPersonal: isPersonalExpense,
  }
}
