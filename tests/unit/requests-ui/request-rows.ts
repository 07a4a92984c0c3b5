import { type RequestSummary, segment, type TravelRequest, travelRequest } from '#lib/contracts/requests.ts'

export function summaryOf(given: Partial<RequestSummary> = {}): RequestSummary {
  return {
    requestKey: 'nkey1',
    requestId: '3Q7M',
    name: 'Vendor audit, Rotterdam',
    purpose: 'Yearly audit of the port warehouse',
    owner: { name: 'Tom Ashby', login: 'tom.ashby@northwind.example' },
    approverLogin: null,
    status: 'Submitted & Pending Approval',
    total: { value: '1914.50000000', currency: 'EUR' },
    createdAt: moment('2026-11-12T09:14:00Z'),
    startDate: day('2027-01-14'),
    endDate: day('2027-01-16'),
    lastComment: '',
    ...given,
  }
}

export function segmentOf(given: object = {}) {
  return segment.parse({
    segmentKey: 'nseg',
    type: 'Air Ticket',
    kind: 'air',
    departure: { date: day('2027-01-14'), time: time('07:05') },
    arrival: { date: day('2027-01-14'), time: time('09:15') },
    from: { name: 'London City', detail: 'LCY' },
    to: { name: 'Rotterdam', detail: 'RTM' },
    flightNumber: '',
    classOfService: '',
    recordLocator: '',
    tripLocator: '',
    segmentLocator: '',
    exchangeRate: null,
    foreign: null,
    posted: null,
    approved: null,
    remaining: null,
    agencyBooked: null,
    selfBooked: null,
    lastModifiedAt: null,
    customFields: [],
    comments: [],
    exceptions: [],
    ...given,
  })
}

export function expenseOf(given: object = {}) {
  return {
    entryKey: 'nentry',
    description: '',
    expenseType: { key: 'HOTEL', name: 'Hotel' },
    transactionAt: null,
    exchangeRate: null,
    foreign: null,
    posted: null,
    approved: null,
    remaining: null,
    formKey: '',
    lastModifiedAt: null,
    orgUnits: [],
    customFields: [],
    allocations: [],
    comments: [],
    exceptions: [],
    segments: [],
    ...given,
  }
}

export function requestOf(given: object = {}): TravelRequest {
  const open = { available: true, reason: null }
  return travelRequest.parse({
    requestKey: 'nkey1',
    requestId: '3Q7M',
    name: 'Vendor audit, Rotterdam',
    purpose: '',
    owner: { name: 'Tom Ashby', login: 'tom.ashby@northwind.example' },
    status: { key: 'Q_PEND', name: 'Submitted & Pending Approval' },
    currency: 'EUR',
    total: null,
    approvedTotal: null,
    remainingTotal: null,
    createdAt: null,
    submittedAt: null,
    authorizedAt: null,
    lastModifiedAt: null,
    approveBefore: null,
    start: { date: null, time: null },
    end: { date: null, time: null },
    hasException: null,
    everSentBack: null,
    segmentCount: null,
    requestPolicyKey: '',
    expensePolicyKey: '',
    agencyOffice: { key: '', name: '' },
    extensionOf: '',
    customFields: [],
    comments: [],
    exceptions: [],
    expenses: [],
    cashAdvances: [],
    version: 'v1',
    actions: { approve: open, sendBack: open, recall: open, edit: open },
    ...given,
  })
}

export function day(iso: string) {
  return { iso, raw: iso }
}

export function time(iso: string) {
  return { iso, raw: iso }
}

export function moment(iso: string) {
  return { iso, raw: iso.replace('Z', '') }
}

export function field(number: number, raw: string) {
  const list = /^\(([^)]*)\)\s*(.*)$/.exec(raw)
  return { number, raw, code: list?.[1] ?? null, name: list?.[2] ?? null }
}
