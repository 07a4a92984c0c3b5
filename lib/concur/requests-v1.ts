import { type ConcurClient, malformed, send, sendAndRead } from './client.ts'
import type { UnreadLeaf } from './element-reader.ts'
import { ConcurRefused } from './errors.ts'
import type { Answer } from './exchange.ts'
import { parseId } from './ids.ts'
import { type ActionStatus, type HeaderStatus, readActionStatus, readHeaderStatus } from './status-reader.ts'
import type { RequestSummary, TravelRequest } from './travel-request.ts'
import { formatMoment } from './values.ts'
import { XmlUnreadable } from './xml.ts'
import { writeXml } from './xml-writer.ts'

const base = ['api', 'travelrequest', 'v1.0'] as const
const namespace = 'http://www.concursolutions.com/api/travelrequest/2012/06'
const xml = 'application/xml'

/** Concur answers at most so many rows and has no paging. */
export const LIST_LIMIT = 1000

/** "Status Values" of api-reference/request/v1.request. */
export const requestStatusFilters = [
  'ACTIVE',
  'UNSUBMITTED',
  'PENDING',
  'VALIDATED',
  'CANCELED',
  'CLOSED',
  'SUBMITTED',
  'TOAPPROVE',
  'APPROVED',
] as const
export type RequestStatusFilter = (typeof requestStatusFilters)[number]

export interface RequestQuery {
  /** Concur's own default is ACTIVE. */
  status?: RequestStatusFilter
  /** The owner; with TOAPPROVE and APPROVED the approver. */
  loginId?: string
  /** UTC, `YYYY-MM-DDThh:mm:ss` or a Date: the request or anything in it was modified after (before) it. */
  modifiedAfter?: string | Date
  modifiedBefore?: string | Date
}

export interface ListedRequests {
  /** The same array as long as Concur's answer has the same bytes. */
  requests: RequestSummary[]
  totalCount: number
  /** A full page: there may be more, reachable by narrowing the modified dates. */
  full: boolean
  unread: UnreadLeaf[]
}

/**
 * Travel requests by status, person and modified dates (api-reference/request/v1.request, "Get a list of travel
 * requests"). Throws a `ConcurError`; a broken answer is `ConcurMalformed`, never an empty list.
 */
export async function listRequests(client: ConcurClient, query: RequestQuery): Promise<ListedRequests> {
  const list = await sendAndRead(client, 'requestList', {
    operation: 'list travel requests',
    method: 'GET',
    path: [...base, 'requestslist'],
    query: {
      status: query.status,
      loginid: query.loginId === undefined ? undefined : parseId('loginId', query.loginId),
      modifiedafterdate: query.modifiedAfter && formatMoment(query.modifiedAfter),
      modifiedbeforedate: query.modifiedBefore && formatMoment(query.modifiedBefore),
    },
    accept: xml,
  })
  return { ...list, full: list.requests.length >= LIST_LIMIT }
}

/**
 * A request with everything in it ("Get travel request details"). Unchanged bytes give the same object: treat it as
 * read-only. Throws a `ConcurError`, or `InvalidId` for what cannot be a key.
 */
export async function getRequest(client: ConcurClient, requestKey: string): Promise<TravelRequest> {
  return sendAndRead(client, 'travelRequest', {
    operation: 'read travel request',
    method: 'GET',
    path: [...base, 'requests', parseId('requestKey', requestKey)],
    accept: xml,
  })
}

/** The header of a request. Dates `YYYY-MM-DD`, times `hh:mm` or `hh:mm:ss`. Undefined is not sent. */
export interface RequestHeader {
  name: string
  purpose?: string
  comment?: string
  startDate?: string
  startTime?: string
  endDate?: string
  endTime?: string
  /** `{ 1: 'text', 2: 'list item code' }`, numbers 1 to 20. */
  custom?: Readonly<Record<number, string | undefined>>
}

export interface HeaderOutcome extends HeaderStatus {
  status: string
  correlationId?: string
}

/** A new request in the name of the token's person ("Post travel request header"). Throws a `ConcurError` or `XmlUnwritable`. */
export function createRequest(client: ConcurClient, header: RequestHeader): Promise<HeaderOutcome> {
  return postHeader(client, 'create travel request', [...base, 'requests'], header)
}

/** Writes the header of an existing request, named by the key in `Request-Details-Url`. */
export function updateRequest(
  client: ConcurClient,
  requestKey: string,
  header: RequestHeader,
): Promise<HeaderOutcome> {
  const path = [...base, 'requests', parseId('requestKey', requestKey)]
  return postHeader(client, 'update travel request', path, header)
}

async function postHeader(
  client: ConcurClient,
  operation: string,
  path: readonly string[],
  header: RequestHeader,
): Promise<HeaderOutcome> {
  const body = writeXml('Request', namespace, headerFields(header))
  const answer = await send(client, { operation, method: 'POST', path, body, contentType: xml, accept: xml })
  return { ...readOrMalformed(operation, answer, readHeaderStatus), correlationId: answer.correlationId }
}

/** In the order of the printed request; the custom fields of the table stand before the dates. */
function headerFields(header: RequestHeader): Record<string, string | undefined> {
  const fields: Record<string, string | undefined> = {
    Name: header.name,
    Purpose: header.purpose,
    Comment: header.comment,
  }
  for (let number = 1; number <= 20; number += 1) fields[`Custom${number}`] = header.custom?.[number]
  return {
    ...fields,
    StartDate: header.startDate,
    StartTime: header.startTime,
    EndDate: header.endDate,
    EndTime: header.endTime,
  }
}

/** Concur's names of the actions, in English whatever the person's language. */
export type WorkflowActionName = 'Approve' | 'Send Back to Employee' | 'Recall to Employee'

const operations: Record<WorkflowActionName, string> = {
  Approve: 'approve travel request',
  'Send Back to Employee': 'send back travel request',
  'Recall to Employee': 'recall travel request',
}

export interface ActionOutcome extends ActionStatus {
  correlationId?: string
}

/**
 * Moves a request through its workflow ("Post travel request workflow action"). The step must be the current one: read the
 * details immediately before. Concur answers 200 with a failure inside, so look at `outcome`: only `success` is one, and
 * `unrecognised` means read back. Throws a `ConcurError`; when its `sent` is not `no`, read back too. A send-back without
 * a comment is refused here, nothing is sent.
 */
export async function postWorkflowAction(
  client: ConcurClient,
  workflowStepId: string,
  action: WorkflowActionName,
  comment?: string,
): Promise<ActionOutcome> {
  const operation = operations[action]
  const Comment = comment?.trim() ? comment : undefined
  if (action === 'Send Back to Employee' && Comment === undefined) {
    throw new ConcurRefused('a comment is required', { operation, sent: 'no' })
  }
  const answer = await send(client, {
    operation,
    method: 'POST',
    path: [...base, 'requests', parseId('workflowStepId', workflowStepId), 'workflowaction'],
    body: writeXml('WorkflowAction', namespace, { Action: action, Comment }),
    contentType: xml,
    accept: xml,
  })
  return { ...readOrMalformed(operation, answer, readActionStatus), correlationId: answer.correlationId }
}

function readOrMalformed<T>(operation: string, answer: Answer, read: (bytes: Uint8Array) => T): T {
  try {
    return read(answer.bytes)
  } catch (error) {
    // An HTML page may be a gateway's, which let nothing through.
    const isPage = error instanceof XmlUnreadable && error.reason.includes('HTML')
    throw malformed(operation, answer, error, isPage ? 'maybe' : 'yes')
  }
}
