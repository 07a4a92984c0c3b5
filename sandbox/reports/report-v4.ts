import { reportHasExceptions } from '../exceptions/exception-rows.ts'
import type { Json } from '../http/json-writer.ts'
import { CURRENCIES } from '../seed/currencies.ts'
import {
  APPROVAL_STATUSES,
  type ExpenseReport,
  onCompanyCard,
  PAYMENT_STATUSES,
  personalOf,
  type Reporter,
  totalOf,
} from './entities.ts'
import { money } from './report-amounts.ts'

const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** Elements and order of the printed report (v4.reports); `self` is the address it was asked at. */
export function reportV4(report: ExpenseReport, self: string): Json {
  const { owner, status, payment, submittedAt } = report
  const { currency } = owner
  const total = totalOf(report)
  const personal = personalOf(report)
  const card = onCompanyCard(report)
  const none = money(0, currency)
  return {
    approvalStatus: APPROVAL_STATUSES[status],
    approvalStatusId: status,
    concurAuditStatus: 'NOTR',
    customData: [{ id: 'custom16', value: owner.costCenter, isValid: true, listItemUrl: null }],
    ledger: 'DEFAULT',
    ledgerId: '2703E3FBD393DA4484ED3CB07303407C',
    paymentStatus: PAYMENT_STATUSES[payment],
    paymentStatusId: payment,
    submitDate: submittedAt === undefined ? null : seconds(submittedAt),
    approvedAmount: money(total - personal, currency),
    claimedAmount: money(total - personal, currency),
    amountCompanyPaid: none,
    paymentConfirmedAmount: money(payment === 'P_PAYC' ? total - personal : 0, currency),
    amountDueCompany: none,
    amountDueCompanyCard: money(card, currency),
    amountDueEmployee: money(total - personal - card, currency),
    personalAmount: money(personal, currency),
    reportTotal: money(total, currency),
    amountNotApproved: none,
    isFinancialIntegrationEnabled: false,
    canAddExpense: status === 'A_NOTF' || status === 'A_RESU',
    canReopen: false,
    isReopened: false,
    isReceiptImageAvailable: false,
    isReceiptImageRequired: true,
    isPaperReceiptsReceived: false,
    reportId: report.id,
    reportNumber: report.number,
    currency: CURRENCIES[currency].name,
    currencyCode: currency,
    analyticsGroupId: 'C8CB395275EC4FE9AF6CD5B535EA2B17',
    hierarchyNodeId: '0F941E0B0A2C974EB2B06CDA67973052',
    allocationFormId: 'FD7E9C6389EF495B85042319D58CAE53',
    links: [
      {
        rel: 'self',
        href: self,
        hreflang: null,
        media: null,
        title: null,
        type: null,
        deprecation: null,
        method: 'GET',
        isTemplated: false,
      },
    ],
    reportDate: report.endDate,
    reportFormId: '674B67F0C6BD4E9CA5D91AFB82CC8ABB',
    businessPurpose: report.purpose,
    countryCode: owner.country.code,
    countrySubDivisionCode: owner.country.subdivision,
    policyId: 'EE095F66AEF52B4A9CE62952601E5CB1',
    startDate: report.startDate,
    endDate: report.endDate,
    name: report.name,
    policy: 'Northwind Expense Policy',
    country: owner.country.name,
    userId: owner.id,
    reportType: 'Regular',
    redirectFund: null,
    creationDate: seconds(report.createdAt),
    canRecall: status === 'A_PEND',
    reportVersion: report.version,
  }
}

/** "Report To Approve" (v4.reports). */
export function reportToApprove(report: ExpenseReport): Json {
  const { owner, approver, submittedAt } = report
  const { currency } = owner
  const total = totalOf(report)
  const personal = personalOf(report)
  const employee = ({ id, login }: Reporter) => ({ employeeId: login, employeeUuid: id })
  return {
    name: report.name,
    reportDate: report.endDate,
    reportId: report.id,
    reportNumber: report.number,
    submitDate: submittedAt === undefined ? null : seconds(submittedAt).slice(0, 10),
    approver: employee(approver),
    employee: employee(owner),
    amountDueEmployee: money(total - personal - onCompanyCard(report), currency),
    claimedAmount: money(total - personal, currency),
    totalApprovedAmount: money(total - personal, currency),
    hasExceptions: reportHasExceptions(report),
    reportType: 'Regular',
  }
}
