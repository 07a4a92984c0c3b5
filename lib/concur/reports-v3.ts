import { type ConcurClient, sendAndRead } from './client.ts'
import { parseId } from './ids.ts'
import type { Amount } from './json.ts'
import { type DateTime, formatMoment } from './values.ts'

const base = ['api', 'v3.0', 'expense', 'reports'] as const

/** Concur's own default is 25. */
export const PAGE_LIMIT = 100

/** "Concur Expense standard codes" of expense/expense-report/v3.reports; a company may have more. */
export const approvalStatusCodes = [
  'A_AAFH',
  'A_ACCO',
  'A_APPR',
  'A_EXTV',
  'A_FILE',
  'A_NOTF',
  'A_PBDG',
  'A_PECO',
  'A_PEND',
  'A_PVAL',
  'A_RESU',
  'A_RHLD',
  'A_TEXP',
] as const
export type ApprovalStatusCode = (typeof approvalStatusCodes)[number]

/** A report as the search finds it. Texts are null when missing; amounts are in the report's currency. */
export interface FoundReport {
  reportId: string
  name: string | null
  total: Amount | null
  personalAmount: Amount | null
  claimedAmount: Amount | null
  approvedAmount: Amount | null
  amountDueEmployee: Amount | null
  amountDueCompanyCard: Amount | null
  country: string | null
  countrySubdivision: string | null
  createdAt: DateTime | null
  submittedAt: DateTime | null
  processingPaymentAt: DateTime | null
  paidAt: DateTime | null
  /** Of the header, says the page: a change below it may not move it. */
  modifiedAt: DateTime | null
  userDefinedDate: DateTime | null
  ownerLogin: string | null
  ownerName: string | null
  approverLogin: string | null
  approverName: string | null
  /** In the language of the person whose token reads it. */
  approvalStatus: string | null
  /** One of `approvalStatusCodes`, or the company's own. */
  approvalStatusCode: string | null
  paymentStatus: string | null
  paymentStatusCode: string | null
  lastComment: string | null
  ledgerName: string | null
  policyId: string | null
  receiptsReceived: boolean | null
  everSentBack: boolean | null
  hasException: boolean | null
}

export interface FoundReports {
  reports: FoundReport[]
  /** For the next call; null on the last page. */
  nextOffset: string | null
}

export interface ReportQuery {
  /** A login, or `ALL`, for both of which Concur asks for the role Web Services Admin. None: the token's own person. */
  owner?: string
  approvalStatusCodes?: readonly string[]
  /** UTC, `YYYY-MM-DDThh:mm:ss` or a Date. */
  submittedAfter?: string | Date
  submittedBefore?: string | Date
  modifiedAfter?: string | Date
  modifiedBefore?: string | Date
  /** At most `PAGE_LIMIT`. */
  limit?: number
  /** `nextOffset` of the page before. */
  offset?: string
}

/**
 * One page of reports (expense/expense-report/v3.reports, "Retrieve reports owned by the user based on search criteria",
 * scope `EXPRPT`). Unchanged bytes give the same object: treat it as read-only. Throws a `ConcurError`, `InvalidId` or
 * `RangeError` for a moment that is none; a broken answer is `ConcurMalformed`, never an empty page.
 */
export async function searchReports(client: ConcurClient, query: ReportQuery): Promise<FoundReports> {
  return sendAndRead(client, 'reportSearch', {
    operation: 'search reports',
    method: 'GET',
    path: base,
    query: {
      user: query.owner === undefined ? undefined : parseId('loginId', query.owner),
      approvalStatusCode: query.approvalStatusCodes?.length ? query.approvalStatusCodes.join(',') : undefined,
      submitDateAfter: moment(query.submittedAfter),
      submitDateBefore: moment(query.submittedBefore),
      modifiedDateAfter: moment(query.modifiedAfter),
      modifiedDateBefore: moment(query.modifiedBefore),
      limit: query.limit,
      offset: query.offset === undefined ? undefined : parseId('pageOffset', query.offset),
    },
  })
}

/**
 * One report ("Retrieve a report by ID"); somebody else's needs its owner's login. Throws a `ConcurError` or `InvalidId`.
 */
export async function findReport(
  client: ConcurClient,
  reportId: string,
  ownerLogin?: string,
): Promise<FoundReport> {
  return sendAndRead(client, 'foundReport', {
    operation: 'find report',
    method: 'GET',
    path: [...base, parseId('reportId', reportId)],
    query: { user: ownerLogin === undefined ? undefined : parseId('loginId', ownerLogin) },
  })
}

/** "Accepted Formats: yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss.SSS". */
function moment(given: string | Date | undefined): string | undefined {
  return given === undefined ? undefined : `${formatMoment(given)}.000`
}
