import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'
import { concurTrace } from './problem.ts'
import {
  amount,
  customField,
  day,
  decimal,
  foreignAmount,
  instant,
  outcome,
  plainText,
  timeOfDay,
} from './values.ts'
import { requestStatuses } from './vocabulary.ts'

export const requestStatus = z.enum(requestStatuses)
export type RequestStatus = z.infer<typeof requestStatus>

/** Longest key seen is 44 characters; Concur's alphabet for them holds `$`, `!` and `%`. */
export const requestKey = z.string().regex(/^[\w$!%+=~-]{1,128}$/, 'This is not a request key of Concur.')

/** UTC, as the Travel Request v1 filters take it. */
const modifiedMoment = z.union(
  [z.iso.date(), z.iso.datetime({ local: true, precision: 0 })],
  'Write it as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss in UTC.',
)

export const person = z.object({ name: z.string(), login: z.string() })

export const requestSummary = z.object({
  requestKey: z.string(),
  requestId: z.string(),
  name: z.string(),
  purpose: z.string(),
  owner: person,
  approverLogin: z.string().nullable(),
  status: z.string(),
  total: amount.nullable(),
  createdAt: instant.nullable(),
  startDate: day.nullable(),
  endDate: day.nullable(),
  lastComment: z.string(),
})
export type RequestSummary = z.infer<typeof requestSummary>

export const comment = z.object({ author: z.string(), text: z.string(), at: instant.nullable() })
export type Comment = z.infer<typeof comment>

export const requestException = z.object({
  code: z.string(),
  message: z.string(),
  /** Concur's numeric level, 99 for one that stops the request. */
  level: z.number().nullable(),
  blocking: z.boolean(),
})
export type RequestException = z.infer<typeof requestException>

export const segment = z.object({
  segmentKey: z.string(),
  type: z.string(),
  /** What kind of travel the type's words mean, for an icon and a sentence. */
  kind: z.enum(['air', 'car', 'hotel', 'rail', 'dining', 'event', 'limo', 'taxi', 'parking', 'other']),
  departure: z.object({ date: day.nullable(), time: timeOfDay.nullable() }),
  arrival: z.object({ date: day.nullable(), time: timeOfDay.nullable() }),
  from: z.object({ name: z.string(), detail: z.string() }),
  to: z.object({ name: z.string(), detail: z.string() }),
  flightNumber: z.string(),
  classOfService: z.string(),
  recordLocator: z.string(),
  tripLocator: z.string(),
  segmentLocator: z.string(),
  exchangeRate: decimal.nullable(),
  foreign: foreignAmount.nullable(),
  posted: amount.nullable(),
  approved: amount.nullable(),
  remaining: amount.nullable(),
  agencyBooked: z.boolean().nullable(),
  selfBooked: z.boolean().nullable(),
  lastModifiedAt: instant.nullable(),
  customFields: z.array(customField),
  comments: z.array(comment),
  exceptions: z.array(requestException),
})
export type Segment = z.infer<typeof segment>

export const allocation = z.object({
  allocationKey: z.string(),
  percentage: decimal.nullable(),
  customFields: z.array(customField),
})

export const expectedExpense = z.object({
  entryKey: z.string(),
  description: z.string(),
  expenseType: z.object({ key: z.string(), name: z.string() }),
  transactionAt: instant.nullable(),
  exchangeRate: decimal.nullable(),
  foreign: foreignAmount.nullable(),
  posted: amount.nullable(),
  approved: amount.nullable(),
  remaining: amount.nullable(),
  formKey: z.string(),
  lastModifiedAt: instant.nullable(),
  orgUnits: z.array(customField),
  customFields: z.array(customField),
  allocations: z.array(allocation),
  comments: z.array(comment),
  exceptions: z.array(requestException),
  segments: z.array(segment),
})
export type ExpectedExpense = z.infer<typeof expectedExpense>

export const cashAdvance = z.object({
  cashAdvanceKey: z.string(),
  requested: amount.nullable(),
  currencyName: z.string(),
  exchangeRate: decimal.nullable(),
  startingBalance: decimal.nullable(),
  requestedAt: instant.nullable(),
  issuedAt: instant.nullable(),
  status: z.object({ key: z.string(), name: z.string() }),
  employeeCurrency: z.object({ code: z.string(), name: z.string() }),
  comments: z.array(comment),
})
export type CashAdvance = z.infer<typeof cashAdvance>

/** An action that cannot be taken says why; one that can has no reason. */
const availability = z.object({ available: z.boolean(), reason: z.string().nullable() })

export const travelRequest = z.object({
  requestKey: z.string(),
  requestId: z.string(),
  name: z.string(),
  purpose: z.string(),
  owner: person,
  status: z.object({ key: z.string(), name: z.string() }),
  currency: z.string(),
  total: amount.nullable(),
  approvedTotal: amount.nullable(),
  remainingTotal: amount.nullable(),
  createdAt: instant.nullable(),
  submittedAt: instant.nullable(),
  authorizedAt: instant.nullable(),
  lastModifiedAt: instant.nullable(),
  approveBefore: instant.nullable(),
  start: z.object({ date: day.nullable(), time: timeOfDay.nullable() }),
  end: z.object({ date: day.nullable(), time: timeOfDay.nullable() }),
  hasException: z.boolean().nullable(),
  everSentBack: z.boolean().nullable(),
  segmentCount: z.number().int().nullable(),
  requestPolicyKey: z.string(),
  expensePolicyKey: z.string(),
  agencyOffice: z.object({ key: z.string(), name: z.string() }),
  extensionOf: z.string(),
  customFields: z.array(customField),
  comments: z.array(comment),
  exceptions: z.array(requestException),
  expenses: z.array(expectedExpense),
  cashAdvances: z.array(cashAdvance),
  /** Stands for the workflow step and the content that a person sees; sent back with an action so that nobody approves what they have not read. */
  version: z.string(),
  actions: z.object({
    approve: availability,
    sendBack: availability,
    recall: availability,
    edit: availability,
  }),
})
export type TravelRequest = z.infer<typeof travelRequest>

export const requestQuery = z.object({
  status: requestStatus.default('TOAPPROVE'),
  loginId: z.string().trim().min(1).max(128).optional(),
  modifiedAfter: modifiedMoment.optional(),
  modifiedBefore: modifiedMoment.optional(),
})
export type RequestQuery = z.input<typeof requestQuery>

export const listRequests = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/requests',
  summary: 'Travel requests by status, owner or approver, and modified dates',
  query: requestQuery,
  answer: z.object({
    items: z.array(requestSummary),
    total: z.number().int(),
    /** Concur answers at most 1000 and has no paging: a full answer means there may be more. */
    truncated: z.boolean(),
  }),
})

const oneRequest = z.object({ requestKey })

export const readRequest = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/requests/{requestKey}',
  summary: 'One travel request with everything that Concur says of it',
  params: oneRequest,
  answer: travelRequest,
})

export const commentText = plainText.trim().max(2000, 'Concur keeps at most 2000 characters.')
const WRITE_A_COMMENT = 'Write a comment: the traveler reads it.'
const requiredComment = z.string(WRITE_A_COMMENT).trim().min(1, WRITE_A_COMMENT).pipe(commentText)

const decision = z.object({ comment: commentText.optional(), version: plainText.max(64).optional() })
const decisionWithComment = decision.extend({ comment: requiredComment })

export const decisionAnswer = z.object({
  outcome,
  /** Concur's own words where it refused. */
  message: z.string(),
  /** As Concur shows it after the act; null where it could not be read. */
  request: travelRequest.nullable(),
  concur: concurTrace.optional(),
})
export type DecisionAnswer = z.infer<typeof decisionAnswer>

export const approveRequest = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/requests/{requestKey}/approve',
  summary: 'Approve a travel request at its current workflow step',
  params: oneRequest,
  body: decision,
  answer: decisionAnswer,
})

export const sendBackRequest = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/requests/{requestKey}/send-back',
  summary: 'Send a travel request back to the employee',
  params: oneRequest,
  body: decisionWithComment,
  answer: decisionAnswer,
})

export const recallRequest = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/requests/{requestKey}/recall',
  summary: 'Recall one’s own submitted travel request',
  params: oneRequest,
  body: decision,
  answer: decisionAnswer,
})

const headerTime = z.union([
  z.literal(''),
  z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'Write the time as hh:mm, 00:00 to 23:59.'),
])
const headerDate = z.union([z.literal(''), z.iso.date('Write the date as YYYY-MM-DD.')])

/** Custom 1 to 20. An empty text clears the field, an absent one is left as it is. */
const custom = plainText.max(2000, 'At most 2000 characters.').optional()

const headerFields = z.object({
  // Concur documents no limit for the name; this one only guards against a pasted document.
  name: plainText.trim().min(1, 'Give the request a name.').max(255, 'At most 255 characters.'),
  purpose: plainText.max(2000, 'Concur keeps at most 2000 characters.').optional(),
  comment: commentText.optional(),
  startDate: headerDate.optional(),
  startTime: headerTime.optional(),
  endDate: headerDate.optional(),
  endTime: headerTime.optional(),
  custom1: custom,
  custom2: custom,
  custom3: custom,
  custom4: custom,
  custom5: custom,
  custom6: custom,
  custom7: custom,
  custom8: custom,
  custom9: custom,
  custom10: custom,
  custom11: custom,
  custom12: custom,
  custom13: custom,
  custom14: custom,
  custom15: custom,
  custom16: custom,
  custom17: custom,
  custom18: custom,
  custom19: custom,
  custom20: custom,
})

function checkDates(header: z.infer<typeof headerFields>, context: z.RefinementCtx): void {
  const complain = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (header.startDate && header.endDate && header.endDate < header.startDate)
    complain('endDate', 'The end lies before the start.')
  if (header.startTime && !header.startDate) complain('startDate', 'A start time needs a start date.')
  if (header.endTime && !header.endDate) complain('endDate', 'An end time needs an end date.')
}

export const requestHeader = headerFields.superRefine(checkDates)
export type RequestHeader = z.infer<typeof requestHeader>

/** A change names the request as the person saw it, so that nobody overwrites what they have not read. */
export const requestChange = headerFields
  .extend({ version: plainText.max(64).optional() })
  .superRefine(checkDates)
export type RequestChange = z.infer<typeof requestChange>

/** What saving a header set off: Concur saves it all the same. */
export const headerException = z.object({
  code: z.string(),
  message: z.string(),
  severity: z.number().nullable(),
  visibility: z.string(),
  cleared: z.boolean().nullable(),
})

export const headerAnswer = z.object({
  outcome,
  message: z.string(),
  /** Null where the outcome is unknown and no key came back. */
  requestKey: z.string().nullable(),
  exceptions: z.array(headerException),
  concur: concurTrace.optional(),
})
export type HeaderAnswer = z.infer<typeof headerAnswer>

export const createRequest = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/requests',
  summary: 'Create a travel request header for the signed-in person',
  body: requestHeader,
  answer: headerAnswer,
})

export const updateRequest = endpoint({
  ...plain,
  method: 'PUT',
  path: '/api/requests/{requestKey}',
  summary: 'Change the header of one’s own travel request',
  params: oneRequest,
  body: requestChange,
  answer: headerAnswer,
})

export const bulkAction = z.enum(['approve', 'send-back'])
export type BulkAction = z.infer<typeof bulkAction>

export const decideInBulk = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/requests/bulk',
  summary: 'Approve or send back many travel requests as one job',
  status: 202,
  body: z
    .object({
      action: bulkAction,
      requestKeys: z
        .array(requestKey)
        .min(1, 'Choose at least one request.')
        .max(1000, 'At most 1000 requests at once.'),
      comment: commentText.optional(),
      /** The requests as the person saw them, by key: one that changed since is refused instead of decided unread. */
      versions: z.record(requestKey, plainText.max(64)).default({}),
      /** Requests whose exceptions the person has read: others with exceptions are not sent. */
      exceptionsSeen: z.array(requestKey).max(1000).default([]),
    })
    .superRefine((bulk, context) => {
      if (bulk.action === 'send-back' && !bulk.comment)
        context.addIssue({
          code: 'custom',
          path: ['comment'],
          message: 'Write a comment: every traveler reads it.',
        })
    }),
  answer: z.object({ jobId: z.string() }),
})
