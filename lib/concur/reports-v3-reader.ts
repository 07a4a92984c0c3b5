import { z } from 'zod'
import { isId } from './ids.ts'
import { amountOf, dateTime, decimal, flag, id, JsonUnreadable, readJson, text } from './json.ts'
import type { FoundReport, FoundReports } from './reports-v3.ts'

const report = z
  .object({
    ID: id,
    Name: text,
    CurrencyCode: text,
    Total: decimal,
    PersonalAmount: decimal,
    TotalClaimedAmount: decimal,
    TotalApprovedAmount: decimal,
    AmountDueEmployee: decimal,
    AmountDueCompanyCard: decimal,
    Country: text,
    CountrySubdivision: text,
    CreateDate: dateTime,
    SubmitDate: dateTime,
    ProcessingPaymentDate: dateTime,
    PaidDate: dateTime,
    LastModifiedDate: dateTime,
    UserDefinedDate: dateTime,
    OwnerLoginID: text,
    OwnerName: text,
    ApproverLoginID: text,
    ApproverName: text,
    ApprovalStatusName: text,
    ApprovalStatusCode: text,
    PaymentStatusName: text,
    PaymentStatusCode: text,
    LastComment: text,
    LedgerName: text,
    PolicyID: text,
    ReceiptsReceived: flag,
    EverSentBack: flag,
    HasException: flag,
  })
  .transform(
    (read): FoundReport => ({
      reportId: read.ID,
      name: read.Name,
      total: amountOf(read.Total, read.CurrencyCode),
      personalAmount: amountOf(read.PersonalAmount, read.CurrencyCode),
      claimedAmount: amountOf(read.TotalClaimedAmount, read.CurrencyCode),
      approvedAmount: amountOf(read.TotalApprovedAmount, read.CurrencyCode),
      amountDueEmployee: amountOf(read.AmountDueEmployee, read.CurrencyCode),
      amountDueCompanyCard: amountOf(read.AmountDueCompanyCard, read.CurrencyCode),
      country: read.Country,
      countrySubdivision: read.CountrySubdivision,
      createdAt: read.CreateDate,
      submittedAt: read.SubmitDate,
      processingPaymentAt: read.ProcessingPaymentDate,
      paidAt: read.PaidDate,
      modifiedAt: read.LastModifiedDate,
      userDefinedDate: read.UserDefinedDate,
      ownerLogin: read.OwnerLoginID,
      ownerName: read.OwnerName,
      approverLogin: read.ApproverLoginID,
      approverName: read.ApproverName,
      approvalStatus: read.ApprovalStatusName,
      approvalStatusCode: read.ApprovalStatusCode,
      paymentStatus: read.PaymentStatusName,
      paymentStatusCode: read.PaymentStatusCode,
      lastComment: read.LastComment,
      ledgerName: read.LedgerName,
      policyId: read.PolicyID,
      receiptsReceived: read.ReceiptsReceived,
      everSentBack: read.EverSentBack,
      hasException: read.HasException,
    }),
  )

const reports = z.object({ Items: z.array(report), NextPage: z.string().nullish() })

/** "Reports". Pure, so that it runs in a worker too. Throws `JsonUnreadable`. */
export function readReportSearch(bytes: Uint8Array): FoundReports {
  const { Items, NextPage } = readJson(bytes, reports)
  return { reports: Items, nextOffset: NextPage ? offsetOf(NextPage) : null }
}

/** "Report". Pure. Throws `JsonUnreadable`. */
export function readFoundReport(bytes: Uint8Array): FoundReport {
  return readJson(bytes, report)
}

/** The link names a legacy host on which our tokens do not work: only its offset is used. Without one the rest would be lost in silence. */
function offsetOf(nextPage: string): string {
  const offset = new URLSearchParams(nextPage.slice(nextPage.indexOf('?') + 1)).get('offset')
  if (offset === null || !isId('pageOffset', offset)) {
    throw new JsonUnreadable('the link to the next page has no offset')
  }
  return offset
}
