import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'
import { amount, concurId, day, decimal, instant, plainText } from './values.ts'
import { approvalStatusCodes } from './vocabulary.ts'

export const approvalStatusCode = z.enum(approvalStatusCodes)
export type ApprovalStatusCode = z.infer<typeof approvalStatusCode>

export const reportSummary = z.object({
  reportId: z.string(),
  name: z.string(),
  owner: z.object({ name: z.string().nullable(), login: z.string().nullable() }),
  approverLogin: z.string().nullable(),
  total: amount.nullable(),
  /** Codes that Concur may add later are shown as they come. */
  approvalStatus: z.object({ code: z.string().nullable(), name: z.string().nullable() }),
  paymentStatus: z.string().nullable(),
  submittedAt: instant.nullable(),
  modifiedAt: instant.nullable(),
  hasException: z.boolean().nullable(),
  everSentBack: z.boolean().nullable(),
})
export type ReportSummary = z.infer<typeof reportSummary>

export const reportFilter = z.object({
  /** A login; without it all owners where Concur allows that, else one’s own reports. */
  owner: plainText.max(200).optional(),
  status: approvalStatusCode.optional(),
  submittedAfter: z.iso.date().optional(),
  submittedBefore: z.iso.date().optional(),
  modifiedAfter: z.iso.datetime({ offset: true }).optional(),
})
export type ReportFilter = z.infer<typeof reportFilter>

export const oneReport = z.object({ reportId: concurId.max(100) })

export const listReports = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/reports',
  summary: 'Expense reports by owner, status and dates',
  query: reportFilter.extend({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(100),
  }),
  answer: z.object({
    items: z.array(reportSummary),
    nextCursor: z.string().nullable(),
    /** False where Concur let this person read their own reports only. */
    allOwners: z.boolean(),
  }),
})

export const readReport = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/reports/{reportId}',
  summary: 'One expense report',
  params: oneReport,
  answer: reportSummary.extend({ purpose: z.string().nullable(), reportNumber: z.string().nullable() }),
})

export const allocation = z.object({
  allocationId: z.string(),
  /** Percent of the expense, exact. */
  percentage: decimal.nullable(),
  amount: amount.nullable(),
  accountCode: z.string().nullable(),
  /** What the expense is charged to, in Concur's words. */
  label: z.string().nullable(),
})
export type Allocation = z.infer<typeof allocation>

export const expense = z.object({
  expenseId: z.string(),
  /** The expense of which this is an itemization. */
  parentExpenseId: z.string().nullable(),
  type: z.string().nullable(),
  vendor: z.string().nullable(),
  date: day.nullable(),
  transactionAmount: amount.nullable(),
  approvedAmount: amount.nullable(),
  hasExceptions: z.boolean().nullable(),
  hasBlockingExceptions: z.boolean().nullable(),
  allocations: z.array(allocation),
})
export type Expense = z.infer<typeof expense>

export const listExpenses = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/reports/{reportId}/expenses',
  summary: 'Expenses of a report with their itemizations and allocations',
  params: oneReport,
  answer: z.object({ items: z.array(expense) }),
})
