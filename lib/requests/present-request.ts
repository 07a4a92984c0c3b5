import { createHash } from 'node:crypto'
import type { SignedInPerson } from '#lib/auth/session-store.ts'
import type { CustomField } from '#lib/concur/element-reader.ts'
import type {
  Allocation,
  CashAdvance,
  RequestComment,
  RequestEntry,
  RequestException,
  RequestSummary,
  Segment,
  TravelRequest,
} from '#lib/concur/travel-request.ts'
import type * as contract from '#lib/contracts/requests.ts'
import {
  presentAmount,
  presentDay,
  presentDecimal,
  presentForeign,
  presentMoment,
  presentTime,
} from '#lib/present-values.ts'
import { segmentKind } from './segment-kind.ts'

/** Level 99 is the one at which Concur does not let a request pass (api-reference/request/v1.request, Exception elements). */
const BLOCKING_LEVEL = 99

export function presentSummary(summary: RequestSummary): contract.RequestSummary {
  return {
    requestKey: summary.requestKey ?? '',
    requestId: summary.requestId ?? '',
    name: summary.name ?? '',
    purpose: summary.purpose ?? '',
    owner: { name: summary.ownerName ?? '', login: summary.ownerLogin ?? '' },
    approverLogin: summary.approverLogin,
    status: summary.approvalStatus ?? '',
    total: presentAmount(summary.total, summary.currency),
    createdAt: presentMoment(summary.requestDate),
    startDate: presentDay(summary.startDate),
    endDate: presentDay(summary.endDate),
    lastComment: summary.lastComment ?? '',
  }
}

export function presentRequest(request: TravelRequest, person: SignedInPerson): contract.TravelRequest {
  const currency = request.currencyCode
  return {
    requestKey: request.requestKey ?? '',
    requestId: request.requestId ?? '',
    name: request.name ?? '',
    purpose: request.purpose ?? '',
    owner: { name: request.employeeName ?? '', login: request.loginId ?? '' },
    status: { key: request.approvalStatusKey ?? '', name: request.approvalStatusName ?? '' },
    currency: currency ?? '',
    total: presentAmount(request.requestTotal, currency),
    approvedTotal: presentAmount(request.totalApprovedAmount, currency),
    remainingTotal: presentAmount(request.totalRemainingAmount, currency),
    createdAt: presentMoment(request.creationDate),
    submittedAt: presentMoment(request.submitDate),
    authorizedAt: presentMoment(request.authorizedDate),
    lastModifiedAt: presentMoment(request.lastModifiedDate),
    approveBefore: presentMoment(request.approvalLimitDate),
    start: { date: presentDay(request.startDate), time: presentTime(request.startTime) },
    end: { date: presentDay(request.endDate), time: presentTime(request.endTime) },
    hasException: request.hasException,
    everSentBack: request.everSentBack,
    segmentCount: request.segmentCount,
    requestPolicyKey: request.travelRequestPolicyKey ?? '',
    expensePolicyKey: request.expensePolicyKey ?? '',
    agencyOffice: { key: request.agencyOfficeKey ?? '', name: request.agencyOfficeName ?? '' },
    extensionOf: request.extensionOf ?? '',
    customFields: request.customFields.map(presentCustomField),
    comments: request.comments.map(presentComment),
    exceptions: request.exceptions.map(presentException),
    expenses: request.entries.map((entry) => presentExpense(entry, currency)),
    cashAdvances: request.cashAdvances.map(presentCashAdvance),
    version: versionOf(request),
    actions: actionsFor(request, person),
  }
}

/** Changes whenever the workflow step or anything that a person would read before deciding changes. */
export function versionOf(request: TravelRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 22)
}

/** Submitted and still on its way: the only state in which a decision or a recall can be taken. */
export function actionsFor(
  request: TravelRequest,
  person: SignedInPerson,
): contract.TravelRequest['actions'] {
  // Somebody shown by id has no login to compare with: then Concur alone decides.
  const loginIsKnown = person.login !== person.concurUserId
  const own = request.loginId?.toLowerCase() === person.login.toLowerCase()
  const others = loginIsKnown && !own
  const no = (reason: string) => ({ available: false, reason })
  const yes = { available: true, reason: null }
  const open = request.workflowStepId !== null
  const submitted = open && request.approvalStatusKey !== 'Q_NOTF' && request.approvalStatusKey !== 'Q_RESU'
  const settled = `Nothing waits here: the request is “${request.approvalStatusName ?? 'closed'}”.`
  const decide = !submitted ? no(settled) : own ? no('This is your own request: somebody else decides.') : yes
  return {
    approve: decide,
    sendBack: decide,
    recall: others ? no('Only the traveler can recall a request.') : submitted ? yes : no(settled),
    edit: others
      ? no('Only the traveler can edit a request.')
      : submitted
        ? no('Recall the request before you edit it.')
        : request.approvalStatusKey === 'Q_NOTF' || request.approvalStatusKey === 'Q_RESU'
          ? yes
          : no(`A request that is “${request.approvalStatusName ?? 'closed'}” cannot be edited.`),
  }
}

function presentExpense(entry: RequestEntry, currency: string | null): contract.ExpectedExpense {
  return {
    entryKey: entry.requestEntryKey ?? '',
    description: entry.entryDescription ?? '',
    expenseType: { key: entry.expenseTypeKey ?? '', name: entry.expenseTypeName ?? '' },
    transactionAt: presentMoment(entry.transactionDate),
    exchangeRate: presentDecimal(entry.exchangeRate),
    foreign: presentForeign(entry.foreignAmount, entry.foreignCurrencyName),
    posted: presentAmount(entry.postedAmount, currency),
    approved: presentAmount(entry.approvedAmount, currency),
    remaining: presentAmount(entry.remainingAmount, currency),
    formKey: entry.formKey ?? '',
    lastModifiedAt: presentMoment(entry.lastModifiedDate),
    orgUnits: entry.orgUnits.map(presentCustomField),
    customFields: entry.customFields.map(presentCustomField),
    allocations: entry.allocations.map(presentAllocation),
    comments: entry.comments.map(presentComment),
    exceptions: entry.exceptions.map(presentException),
    segments: entry.segments.map((segment) => presentSegment(segment, currency)),
  }
}

function presentSegment(segment: Segment, currency: string | null): contract.Segment {
  return {
    segmentKey: segment.segmentKey ?? '',
    type: segment.type ?? '',
    kind: segmentKind(segment.type),
    departure: { date: presentDay(segment.departureDate), time: presentTime(segment.departureTime) },
    arrival: { date: presentDay(segment.arrivalDate), time: presentTime(segment.arrivalTime) },
    from: { name: segment.fromLocationName ?? '', detail: segment.fromLocationDetail ?? '' },
    to: { name: segment.toLocationName ?? '', detail: segment.toLocationDetail ?? '' },
    flightNumber: segment.flightNumber ?? '',
    classOfService: segment.classOfServiceCode ?? '',
    recordLocator: segment.recordLocator ?? '',
    tripLocator: segment.tripLocator ?? '',
    segmentLocator: segment.segmentLocator ?? '',
    exchangeRate: presentDecimal(segment.exchangeRate),
    foreign: presentForeign(segment.foreignAmount, segment.foreignCurrencyName),
    posted: presentAmount(segment.postedAmount, currency),
    approved: presentAmount(segment.approvedAmount, currency),
    remaining: presentAmount(segment.remainingAmount, currency),
    agencyBooked: segment.isAgencyBooked,
    selfBooked: segment.isSelfBooked,
    lastModifiedAt: presentMoment(segment.lastModifiedDate),
    customFields: segment.customFields.map(presentCustomField),
    comments: segment.comments.map(presentComment),
    exceptions: segment.exceptions.map(presentException),
  }
}

function presentAllocation(allocation: Allocation): contract.ExpectedExpense['allocations'][number] {
  return {
    allocationKey: allocation.allocationKey ?? '',
    percentage: presentDecimal(allocation.percentage),
    customFields: allocation.customFields.map(presentCustomField),
  }
}

function presentCashAdvance(advance: CashAdvance): contract.CashAdvance {
  return {
    cashAdvanceKey: advance.cashAdvanceKey ?? '',
    requested: presentAmount(advance.amountRequested, advance.currencyCode),
    currencyName: advance.currencyName ?? '',
    exchangeRate: presentDecimal(advance.exchangeRate),
    startingBalance: presentDecimal(advance.startingBalance),
    requestedAt: presentMoment(advance.requestDate),
    issuedAt: presentMoment(advance.issueDate),
    status: { key: advance.approvalStatusKey ?? '', name: advance.approvalStatusName ?? '' },
    employeeCurrency: { code: advance.employeeCurrencyCode ?? '', name: advance.employeeCurrencyName ?? '' },
    comments: advance.comments.map(presentComment),
  }
}

function presentComment(comment: RequestComment): contract.Comment {
  const author = [comment.firstName, comment.lastName].filter(Boolean).join(' ')
  return { author, text: comment.text ?? '', at: presentMoment(comment.at) }
}

function presentException(exception: RequestException): contract.RequestException {
  const { level } = exception
  return {
    code: exception.code ?? '',
    message: exception.message ?? '',
    level,
    blocking: level !== null && level >= BLOCKING_LEVEL,
  }
}

function presentCustomField(field: CustomField) {
  return { number: field.number, raw: field.raw, code: field.code ?? null, name: field.name ?? null }
}
