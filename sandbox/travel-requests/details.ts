import { instant, NEVER, usDate, usTime } from '../clock.ts'
import { element, nullable, parent, travelRequestDocument } from '../http/xml-writer.ts'
import { amount, CURRENCIES, rate } from '../seed/currencies.ts'
import { entryElement } from './details-entry.ts'
import { commentsList, count, customLines, exceptionsList, yesNo } from './details-lines.ts'
import { type CashAdvance, currentStep, hasException, STATUS_NAMES, type TravelRequest } from './entities.ts'

const line = (name: string, value: string) => element(name, value, '  ')

/** The details as they really answer, oddities included (v1.request, example 2). */
export function detailsDocument(request: TravelRequest): string {
  const { owner, entries, comments, exceptions, cashAdvances } = request
  const total = amount(request.total, owner.currency)
  const segments = entries.flatMap((entry) => entry.segments)
  return travelRequestDocument(
    'TravelRequestDetails',
    line('AgencyOfficeKey', '1') +
      line('AgencyOfficeName', 'Terrific Travel') +
      line(
        'ApprovalLimitDate',
        request.approvalLimitAt === undefined ? NEVER : instant(request.approvalLimitAt),
      ) +
      line('ApprovalStatusKey', request.status) +
      // The documented answer is not well-formed: this one name comes with a bare ampersand.
      `  <ApprovalStatusName>${STATUS_NAMES[request.status]}</ApprovalStatusName>\n` +
      nullable(
        'AuthorizedDate',
        request.authorizedAt === undefined ? undefined : instant(request.authorizedAt),
        '  ',
      ) +
      line('LastModifiedDate', instant(request.modifiedAt)) +
      parent('CashAdvancesList', cashAdvances.map((one) => cashAdvanceElement(request, one)).join(''), '  ') +
      line('CommentCount', count(comments)) +
      commentsList(comments, '  ') +
      line('CreationDate', instant(request.createdAt)) +
      line('CurrencyCode', owner.currency) +
      line('EmployeeName', `${owner.lastName}, ${owner.firstName}`) +
      line('EndDate', request.endDate ? usDate(request.endDate) : '') +
      line('EndTime', request.endTime ? usTime(request.endTime) : '') +
      parent('EntriesList', entries.map((entry) => entryElement(request, entry, '    ')).join(''), '  ') +
      line('EntryCount', count(entries)) +
      line('EverSentBack', yesNo(request.everSentBack)) +
      line('ExceptionCount', count(exceptions)) +
      exceptionsList(exceptions, '  ') +
      line('ExpensePolicyKey', 'nI6NfRt2Vq7zSzFFgqVGNjeYFXkAxVGGN') +
      line('ExtensionOf', request.extensionOf) +
      line('HasException', yesNo(hasException(request))) +
      line('LoginID', owner.login) +
      line('Purpose', request.purpose) +
      line('RequestID', request.id) +
      line('RequestKey', request.key) +
      line('RequestName', request.name) +
      line('RequestTotal', total) +
      line('SegmentCount', count(segments)) +
      line('StartDate', request.startDate ? usDate(request.startDate) : '') +
      line('StartTime', request.startTime ? usTime(request.startTime) : '') +
      line('SubmitDate', request.submittedAt === undefined ? NEVER : instant(request.submittedAt)) +
      line('TotalApprovedAmount', total) +
      line('TotalRemainingAmount', total) +
      line('TravelRequestPolicyKey', 'n$snD$psI09k6NxQAgOnwgks76hOZdyLhDs') +
      workflowActionUrl(request) +
      customLines(request.custom, 20, '  '),
  )
}

/** One slash after `https:` and this capitalisation are the example's. Nothing left to do: nil or no element at all. */
function workflowActionUrl(request: TravelRequest): string {
  const stepId = currentStep(request)?.stepId
  if (stepId === undefined)
    return request.status === 'Q_APPR' ? nullable('WorkflowActionURL', undefined, '  ') : ''
  return line(
    'WorkflowActionURL',
    `https:/www.concursolutions.com/api/travelrequest/v1.0/requests/${stepId}/WorkFlowAction`,
  )
}

function cashAdvanceElement({ owner }: TravelRequest, advance: CashAdvance): string {
  const inner = (name: string, value: string) => element(name, value, '      ')
  return parent(
    'CashAdvance',
    inner('AmountRequested', advance.amount) +
      inner('ApprovalStatusKey', advance.statusKey) +
      inner('ApprovalStatusName', advance.statusName) +
      inner('CashAdvanceKey', advance.key) +
      '      <CommentsList i:type="CommentsList" />\n' +
      inner('CurrencyCode', advance.currency) +
      inner('CurrencyName', CURRENCIES[advance.currency].name) +
      inner('EmployeeCurrencyCode', owner.currency) +
      inner('EmployeeCurrencyName', CURRENCIES[owner.currency].name) +
      inner('ExchangeRate', rate(advance.exchangeRate)) +
      nullable(
        'IssueDate',
        advance.issuedAt === undefined ? undefined : instant(advance.issuedAt),
        '      ',
      ) +
      inner('RequestDate', instant(advance.requestedAt)) +
      inner('StartingBalance', '0.0'),
    '    ',
  )
}
