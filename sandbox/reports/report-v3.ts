import { reportHasExceptions } from '../exceptions/exception-rows.ts'
import type { Json } from '../http/json-writer.ts'
import { LEGACY_HOST } from '../http/legacy-host.ts'
import { fullName } from '../people.ts'
import {
  APPROVAL_STATUSES,
  type ExpenseReport,
  onCompanyCard,
  PAYMENT_STATUSES,
  personalOf,
  totalOf,
} from './entities.ts'
import { shortest } from './report-amounts.ts'

export const REPORTS_V3 = '/api/v3.0/expense/reports'

const POLICY = 'gWmINGEAkQoamAzOARD9NEBtuv0ppnbJ4lQ'

/** `2013-09-02T19:05:57.687`: UTC without a zone, zeros at the end left out (v3.reports, the printed example). */
const dateTime = (at: number | undefined): string | null =>
  at === undefined
    ? null
    : new Date(at)
        .toISOString()
        .slice(0, 23)
        .replace(/\.?0+$/, '')

const empty = (name: string, upTo: number): Record<string, null> =>
  Object.fromEntries(Array.from({ length: upTo }, (_, at) => [`${name}${at + 1}`, null]))

/** Elements and order of the printed report. */
export function reportV3(report: ExpenseReport): Json {
  const { id, owner, approver, status, payment, submittedAt } = report
  const { currency } = owner
  const total = totalOf(report)
  const personal = personalOf(report)
  const card = onCompanyCard(report)
  const waiting = status === 'A_PEND'
  return {
    Name: report.name,
    Total: shortest(total, currency),
    CurrencyCode: currency,
    Country: owner.country.code,
    CountrySubdivision: owner.country.subdivision,
    CreateDate: dateTime(report.createdAt),
    SubmitDate: dateTime(submittedAt),
    ProcessingPaymentDate: dateTime(report.paidAt && report.paidAt - 360_000),
    PaidDate: dateTime(report.paidAt),
    ReceiptsReceived: false,
    UserDefinedDate: `${report.endDate}T00:00:00`,
    LastComment: report.lastComment,
    OwnerLoginID: owner.login,
    OwnerName: fullName(owner),
    ApproverLoginID: waiting ? approver.login : null,
    ApproverName: waiting ? fullName(approver) : null,
    ApprovalStatusName: APPROVAL_STATUSES[status],
    ApprovalStatusCode: status,
    PaymentStatusName: PAYMENT_STATUSES[payment],
    PaymentStatusCode: payment,
    LastModifiedDate: dateTime(report.modifiedAt),
    PersonalAmount: shortest(personal, currency),
    AmountDueEmployee: shortest(total - personal - card, currency),
    AmountDueCompanyCard: shortest(card, currency),
    TotalClaimedAmount: shortest(total - personal, currency),
    TotalApprovedAmount: shortest(total - personal, currency),
    LedgerName: 'DEFAULT',
    PolicyID: POLICY,
    EverSentBack: report.everSentBack,
    HasException: reportHasExceptions(report),
    WorkflowActionUrl: waiting ? `${LEGACY_HOST}${REPORTS_V3}/report/gWp${id}/WorkFlowAction` : '',
    ...empty('OrgUnit', 6),
    ...empty('Custom', 20),
    ID: id,
    URI: `${LEGACY_HOST}${REPORTS_V3}/${id}`,
  }
}
