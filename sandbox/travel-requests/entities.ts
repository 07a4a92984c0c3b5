import type { CurrencyCode } from '../seed/currencies.ts'

/** Approval status keys of Travel Request, with the names that people see. */
export const STATUS_NAMES = {
  Q_NOTF: 'Not Submitted',
  Q_PEND: 'Submitted & Pending Approval',
  Q_APPR: 'Approved',
  Q_RESU: 'Sent Back to Employee',
  Q_CANC: 'Cancelled',
  Q_CLSD: 'Closed',
} as const

export type StatusKey = keyof typeof STATUS_NAMES

/** Whole units of the currency's smallest coin: 841.50 EUR is 84150, 486200 JPY is 486200. */
export type MinorUnits = number

export type Employee = {
  login: string
  firstName: string
  lastName: string
  currency: CurrencyCode
  city: string
  costCenter: string
}

/** A field of the form by its number; a list field holds `(code) name`. */
export type CustomFields = Record<number, string>

export type RequestComment = { text: string; firstName: string; lastName: string; at: number }

export type RequestException = { code: string; message: string; level: number }

export type Allocation = { key: string; percentage: string; custom: CustomFields }

export const SEGMENT_KINDS = [
  'air',
  'car',
  'hotel',
  'rail',
  'dining',
  'event',
  'limo',
  'taxi',
  'parking',
  'other',
] as const

export type SegmentKind = (typeof SEGMENT_KINDS)[number]

export type Segment = {
  key: string
  kind: SegmentKind
  /** Days are `YYYY-MM-DD`, times `hh:mm`, both local to the place. */
  departureDate: string
  departureTime: string
  arrivalDate: string
  arrivalTime: string
  fromName: string
  fromDetail: string
  toName: string
  toDetail: string
  flightNumber: string
  classOfService: string
  recordLocator: string
  tripLocator: string
  segmentLocator: string
  foreignAmount: MinorUnits
  foreignCurrency: CurrencyCode
  agencyBooked: boolean
  comments: RequestComment[]
  exceptions: RequestException[]
  custom: CustomFields
}

export type RequestEntry = {
  key: string
  expenseTypeKey: string
  expenseTypeName: string
  description: string
  /** `YYYY-MM-DDThh:mm:00`, local. */
  transactionDate: string
  exchangeRate: number
  foreignAmount: MinorUnits
  foreignCurrency: CurrencyCode
  postedAmount: MinorUnits
  orgUnits: Record<number, string>
  custom: CustomFields
  allocations: Allocation[]
  comments: RequestComment[]
  exceptions: RequestException[]
  segments: Segment[]
}

export type CashAdvance = {
  key: string
  amount: string
  currency: CurrencyCode
  exchangeRate: number
  requestedAt: number
  issuedAt: number | undefined
  statusKey: 'A_NOTF' | 'A_PEND' | 'A_APPR'
  statusName: string
}

export type WorkflowStep = {
  /** Undefined until the request reaches the step. */
  stepId: string | undefined
  approver: Employee
  approvedAt: number | undefined
}

export type TravelRequest = {
  key: string
  id: string
  name: string
  purpose: string
  owner: Employee
  status: StatusKey
  createdAt: number
  submittedAt: number | undefined
  authorizedAt: number | undefined
  modifiedAt: number
  approvalLimitAt: number | undefined
  startDate: string | undefined
  startTime: string | undefined
  endDate: string | undefined
  endTime: string | undefined
  extensionOf: string
  everSentBack: boolean
  total: MinorUnits
  custom: CustomFields
  comments: RequestComment[]
  exceptions: RequestException[]
  entries: RequestEntry[]
  cashAdvances: CashAdvance[]
  /** The approvers in order; the current one is the first without `approvedAt` while the request is pending. */
  steps: WorkflowStep[]
}

export const currentStep = (request: TravelRequest): WorkflowStep | undefined =>
  request.status === 'Q_PEND' ? request.steps.find((step) => step.approvedAt === undefined) : undefined

/** The approver whose name the list shows: the current one, else the one who decided, else the first to come. */
export const shownApprover = (request: TravelRequest): Employee | undefined =>
  (
    currentStep(request) ??
    request.steps.findLast((step) => step.approvedAt !== undefined) ??
    request.steps[0]
  )?.approver

export const hasException = (request: TravelRequest): boolean =>
  request.exceptions.length > 0 ||
  request.entries.some(
    (entry) => entry.exceptions.length > 0 || entry.segments.some((segment) => segment.exceptions.length > 0),
  )

export const lastComment = (request: TravelRequest): string => request.comments.at(-1)?.text ?? ''
