import type { CustomField, UnreadLeaf } from './element-reader.ts'
import type { DateTime, Day, TimeOfDay } from './values.ts'

/**
 * Shapes of Travel Request v1 (api-reference/request/v1.request). Texts are null when the element is missing, nil or blank;
 * amounts are decimal strings with every digit that Concur sent; plain serialisable objects, since they cross a worker.
 */
export interface RequestSummary {
  /** Last segment of `RequestDetailsUrl`. Null when Concur sent no usable link: then the details cannot be read. */
  requestKey: string | null
  /** What people see in Concur's own pages, e.g. `APXT`. */
  requestId: string | null
  name: string | null
  purpose: string | null
  currency: string | null
  total: string | null
  requestDate: DateTime | null
  startDate: Day | null
  endDate: Day | null
  lastComment: string | null
  ownerLogin: string | null
  ownerName: string | null
  approverLogin: string | null
  /** In the language of the person whose token reads it. */
  approvalStatus: string | null
}

export interface RequestList {
  requests: RequestSummary[]
  /** As Concur counts them; the number of rows where it does not say. */
  totalCount: number
  unread: UnreadLeaf[]
}

export interface RequestComment {
  text: string | null
  firstName: string | null
  lastName: string | null
  /** Documented as GMT, hence an instant with `Z`. */
  at: DateTime | null
}

export interface RequestException {
  code: string | null
  message: string | null
  /** Numeric level, e.g. 99. */
  level: number | null
}

export interface Segment {
  segmentKey: string | null
  type: string | null
  recordLocator: string | null
  departureDate: Day | null
  departureTime: TimeOfDay | null
  arrivalDate: Day | null
  arrivalTime: TimeOfDay | null
  fromLocationName: string | null
  fromLocationDetail: string | null
  toLocationName: string | null
  toLocationDetail: string | null
  flightNumber: string | null
  classOfServiceCode: string | null
  tripLocator: string | null
  segmentLocator: string | null
  exchangeRate: string | null
  foreignAmount: string | null
  foreignCurrencyName: string | null
  postedAmount: string | null
  approvedAmount: string | null
  remainingAmount: string | null
  isAgencyBooked: boolean | null
  isSelfBooked: boolean | null
  lastModifiedDate: DateTime | null
  customFields: CustomField[]
  commentCount: number | null
  comments: RequestComment[]
  exceptionCount: number | null
  exceptions: RequestException[]
}

export interface Allocation {
  allocationKey: string | null
  /** Percent as a decimal string, e.g. `33.33333334`. */
  percentage: string | null
  customFields: CustomField[]
}

export interface RequestEntry {
  requestEntryKey: string | null
  entryDescription: string | null
  transactionDate: DateTime | null
  requestKey: string | null
  formKey: string | null
  expenseTypeKey: string | null
  expenseTypeName: string | null
  exchangeRate: string | null
  foreignAmount: string | null
  foreignCurrencyName: string | null
  postedAmount: string | null
  approvedAmount: string | null
  remainingAmount: string | null
  lastModifiedDate: DateTime | null
  orgUnits: CustomField[]
  customFields: CustomField[]
  allocationCount: number | null
  allocations: Allocation[]
  commentCount: number | null
  comments: RequestComment[]
  exceptionCount: number | null
  exceptions: RequestException[]
  segmentCount: number | null
  segments: Segment[]
}

export interface CashAdvance {
  cashAdvanceKey: string | null
  /** In `currencyCode`. */
  amountRequested: string | null
  currencyCode: string | null
  currencyName: string | null
  exchangeRate: string | null
  requestDate: DateTime | null
  issueDate: DateTime | null
  startingBalance: string | null
  approvalStatusName: string | null
  approvalStatusKey: string | null
  employeeCurrencyCode: string | null
  employeeCurrencyName: string | null
  comments: RequestComment[]
}

export interface TravelRequest {
  loginId: string | null
  requestId: string | null
  requestKey: string | null
  name: string | null
  purpose: string | null
  /** Of every amount that names no other currency. */
  currencyCode: string | null
  creationDate: DateTime | null
  hasException: boolean | null
  everSentBack: boolean | null
  employeeName: string | null
  approvalStatusName: string | null
  /** e.g. `Q_PEND`: the same in every language. */
  approvalStatusKey: string | null
  authorizedDate: DateTime | null
  submitDate: DateTime | null
  lastModifiedDate: DateTime | null
  segmentCount: number | null
  entryCount: number | null
  customFields: CustomField[]
  travelRequestPolicyKey: string | null
  expensePolicyKey: string | null
  requestTotal: string | null
  totalApprovedAmount: string | null
  totalRemainingAmount: string | null
  approvalLimitDate: DateTime | null
  agencyOfficeKey: string | null
  agencyOfficeName: string | null
  startDate: Day | null
  startTime: TimeOfDay | null
  endDate: Day | null
  endTime: TimeOfDay | null
  extensionOf: string | null
  /** Out of `WorkflowActionURL`. Null once nothing can be done. Good for the current step only: read it right before acting. */
  workflowStepId: string | null
  commentCount: number | null
  comments: RequestComment[]
  exceptionCount: number | null
  exceptions: RequestException[]
  entries: RequestEntry[]
  cashAdvances: CashAdvance[]
  unread: UnreadLeaf[]
}
