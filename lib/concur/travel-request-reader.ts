import { type ElementReader, elementReader, type UnreadLeaf } from './element-reader.ts'
import { isId, lastSegment, segmentBefore } from './ids.ts'
import type {
  Allocation,
  CashAdvance,
  RequestComment,
  RequestEntry,
  RequestException,
  RequestList,
  RequestSummary,
  Segment,
  TravelRequest,
} from './travel-request.ts'
import { parseCount } from './values.ts'
import { child, childrenNamed, readXml, XmlUnreadable } from './xml.ts'

/** `RequestsWithCount` → list. Pure, so that it runs in a worker too. Throws `XmlUnreadable`, also when the list element is missing. */
export function readRequestList(bytes: Uint8Array): RequestList {
  const root = readXml(bytes, ['RequestsWithCount'])
  const list = child(root, 'RequestsList')
  if (list === undefined) throw new XmlUnreadable('RequestsList is missing')
  const unread: UnreadLeaf[] = []
  const requests = childrenNamed(list, 'RequestSummary').map((row) => summary(elementReader(row, unread)))
  const totalCount = parseCount(child(root, 'TotalCount')?.text ?? null) ?? requests.length
  // An empty list that counts rows is an answer that lost them: never "nothing to approve".
  if (requests.length === 0 && totalCount > 0) throw new XmlUnreadable('the list has a count but no rows')
  return { requests, totalCount, unread }
}

/** `TravelRequestDetails` → every element of the tables. Pure. Throws `XmlUnreadable`. */
export function readTravelRequest(bytes: Uint8Array): TravelRequest {
  const unread: UnreadLeaf[] = []
  const r = elementReader(readXml(bytes, ['TravelRequestDetails']), unread)
  return {
    loginId: r.text('LoginID'),
    requestId: r.text('RequestID'),
    requestKey: r.text('RequestKey'),
    name: r.text('RequestName'),
    purpose: r.text('Purpose'),
    currencyCode: r.text('CurrencyCode'),
    creationDate: r.dateTime('CreationDate'),
    hasException: r.flag('HasException'),
    everSentBack: r.flag('EverSentBack'),
    employeeName: r.text('EmployeeName'),
    approvalStatusName: r.text('ApprovalStatusName'),
    approvalStatusKey: r.text('ApprovalStatusKey'),
    authorizedDate: r.dateTime('AuthorizedDate'),
    submitDate: r.dateTime('SubmitDate'),
    lastModifiedDate: r.dateTime('LastModifiedDate'),
    segmentCount: r.count('SegmentCount'),
    entryCount: r.count('EntryCount'),
    customFields: r.numbered('Custom', 20),
    travelRequestPolicyKey: r.text('TravelRequestPolicyKey'),
    expensePolicyKey: r.text('ExpensePolicyKey'),
    requestTotal: r.decimal('RequestTotal'),
    totalApprovedAmount: r.decimal('TotalApprovedAmount'),
    totalRemainingAmount: r.decimal('TotalRemainingAmount'),
    approvalLimitDate: r.dateTime('ApprovalLimitDate'),
    agencyOfficeKey: r.text('AgencyOfficeKey'),
    agencyOfficeName: r.text('AgencyOfficeName'),
    startDate: r.day('StartDate'),
    startTime: r.time('StartTime'),
    endDate: r.day('EndDate'),
    endTime: r.time('EndTime'),
    extensionOf: r.text('ExtensionOf'),
    workflowStepId: stepId(r.text('WorkflowActionURL')),
    ...remarks(r),
    entries: r.each('EntriesList', ['RequestEntry'], entry),
    cashAdvances: r.each('CashAdvancesList', ['CashAdvance'], cashAdvance),
    unread,
  }
}

function summary(r: ElementReader): RequestSummary {
  return {
    requestKey: keyIn(r.text('RequestDetailsUrl')),
    requestId: r.text('RequestID'),
    name: r.text('RequestName'),
    purpose: r.text('Purpose'),
    currency: r.text('RequestCurrency'),
    total: r.decimal('RequestTotal'),
    requestDate: r.dateTime('RequestDate'),
    startDate: r.day('StartDate'),
    endDate: r.day('EndDate'),
    lastComment: r.text('LastComment'),
    ownerLogin: r.text('RequestUserLoginID'),
    ownerName: r.text('EmployeeName'),
    approverLogin: r.text('ApproverLoginID'),
    approvalStatus: r.text('ApprovalStatus'),
  }
}

/** The request key at the end of a link, or null when what stands there cannot be one. */
export function keyIn(link: string | null): string | null {
  const key = link === null ? null : lastSegment(link)
  return key !== null && isId('requestKey', key) ? key : null
}

function stepId(link: string | null): string | null {
  const id = link === null ? null : segmentBefore(link, 'WorkflowAction')
  return id !== null && isId('workflowStepId', id) ? id : null
}

function entry(r: ElementReader): RequestEntry {
  return {
    requestEntryKey: r.text('RequestEntryKey'),
    entryDescription: r.text('EntryDescription'),
    transactionDate: r.dateTime('TransactionDate'),
    requestKey: r.text('RequestKey'),
    formKey: r.text('FormKey'),
    expenseTypeKey: r.text('ExpenseTypeKey'),
    expenseTypeName: r.text('ExpenseTypeName'),
    ...amounts(r),
    lastModifiedDate: r.dateTime('LastModifiedDate'),
    orgUnits: r.numbered('OrgUnit', 6),
    customFields: r.numbered('Custom', 40),
    allocationCount: r.count('AllocationCount'),
    allocations: r.each('AllocationsList', ['Allocation'], allocation),
    ...remarks(r),
    segmentCount: r.count('SegmentCount'),
    segments: r.each('SegmentsList', ['Segment'], segment),
  }
}

function segment(r: ElementReader): Segment {
  return {
    segmentKey: r.text('SegmentKey'),
    type: r.text('SegmentType'),
    recordLocator: r.text('RecordLocator'),
    departureDate: r.day('DepartureDate'),
    departureTime: r.time('DepartureTime'),
    arrivalDate: r.day('ArrivalDate'),
    arrivalTime: r.time('ArrivalTime'),
    fromLocationName: r.text('FromLocationName'),
    fromLocationDetail: r.text('FromLocationDetail'),
    toLocationName: r.text('ToLocationName'),
    toLocationDetail: r.text('ToLocationDetail'),
    flightNumber: r.text('FlightNumber'),
    classOfServiceCode: r.text('ClassOfServiceCode'),
    tripLocator: r.text('TripLocator'),
    segmentLocator: r.text('SegmentLocator'),
    ...amounts(r),
    isAgencyBooked: r.flag('IsAgencyBooked'),
    isSelfBooked: r.flag('IsSelfBooked'),
    lastModifiedDate: r.dateTime('LastModifiedDate'),
    customFields: r.numbered('Custom', 40),
    ...remarks(r),
  }
}

function amounts(r: ElementReader) {
  return {
    exchangeRate: r.decimal('ExchangeRate'),
    foreignAmount: r.decimal('ForeignAmount'),
    foreignCurrencyName: r.text('ForeignCurrencyName'),
    postedAmount: r.decimal('PostedAmount'),
    approvedAmount: r.decimal('ApprovedAmount'),
    remainingAmount: r.decimal('RemainingAmount'),
  }
}

function remarks(r: ElementReader) {
  return {
    commentCount: r.count('CommentCount'),
    comments: comments(r),
    exceptionCount: r.count('ExceptionCount'),
    exceptions: r.each('ExceptionsList', ['Exception'], exception),
  }
}

/** Payloads name each comment `Comments`, the table names it `Comment`. */
function comments(r: ElementReader): RequestComment[] {
  return r.each('CommentsList', ['Comments', 'Comment'], (c) => ({
    text: c.text('Comment'),
    firstName: c.text('FirstName'),
    lastName: c.text('LastName'),
    at: c.dateTime('DateTime', 'gmt'),
  }))
}

function exception(r: ElementReader): RequestException {
  return {
    code: r.text('ExceptionCode'),
    message: r.text('ExceptionMessage'),
    level: r.whole('ExceptionLevel'),
  }
}

function allocation(r: ElementReader): Allocation {
  return {
    allocationKey: r.text('AllocationKey'),
    percentage: r.decimal('Percentage'),
    customFields: r.numbered('Custom', 20),
  }
}

function cashAdvance(r: ElementReader): CashAdvance {
  return {
    cashAdvanceKey: r.text('CashAdvanceKey'),
    amountRequested: r.decimal('AmountRequested'),
    currencyCode: r.text('CurrencyCode'),
    currencyName: r.text('CurrencyName'),
    exchangeRate: r.decimal('ExchangeRate'),
    requestDate: r.dateTime('RequestDate'),
    issueDate: r.dateTime('IssueDate'),
    startingBalance: r.decimal('StartingBalance'),
    approvalStatusName: r.text('ApprovalStatusName'),
    approvalStatusKey: r.text('ApprovalStatusKey'),
    employeeCurrencyCode: r.text('EmployeeCurrencyCode'),
    employeeCurrencyName: r.text('EmployeeCurrencyName'),
    comments: comments(r),
  }
}
