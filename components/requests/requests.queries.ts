import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import type { AnswerOf } from '#lib/contracts/endpoint.ts'
import type { Endpoints } from '#lib/contracts/endpoints.ts'
import type { Job, JobRow, JobState } from '#lib/contracts/jobs.ts'
import type {
  DecisionAnswer,
  RequestHeader,
  RequestQuery,
  RequestSummary,
  TravelRequest,
} from '#lib/contracts/requests.ts'

export type RequestListAnswer = AnswerOf<Endpoints['GET /api/requests']>

const lists = ['requests', 'list'] as const
const rests = ['requests', 'rest'] as const

export function requestListOptions(filter: RequestQuery) {
  return queryOptions({
    queryKey: [...lists, filter],
    queryFn: ({ signal }) => callBff('GET /api/requests', { query: filter }, signal),
  })
}

/** What "Load the rest" brought beyond the first thousand. Nothing fetches it by itself. */
export function restOfListOptions(filter: RequestQuery) {
  return queryOptions<RequestSummary[]>({
    queryKey: [...rests, filter],
    queryFn: () => [],
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function requestOptions(requestKey: string) {
  return queryOptions({
    queryKey: ['requests', 'details', requestKey],
    queryFn: ({ signal }) => callBff('GET /api/requests/{requestKey}', { params: { requestKey } }, signal),
  })
}

export const decisionActions = ['approve', 'send-back', 'recall'] as const
export type DecisionAction = (typeof decisionActions)[number]

export interface Decision {
  action: DecisionAction
  request: TravelRequest
  comment?: string | undefined
}

/** The version goes along, so nobody decides on what they have not read. */
export function decide({ action, request, comment }: Decision): Promise<DecisionAnswer> {
  const params = { requestKey: request.requestKey }
  const { version } = request
  if (action === 'send-back')
    return callBff('POST /api/requests/{requestKey}/send-back', {
      params,
      body: { comment: comment ?? '', version },
    })
  const body = comment ? { comment, version } : { version }
  return callBff(`POST /api/requests/{requestKey}/${action}`, { params, body })
}

/** The fresh request is shown at once; where it no longer belongs to a list its row leaves, and the lists are read again behind it. */
export function rememberDecision(client: QueryClient, decision: Decision, answer: DecisionAnswer): void {
  if (answer.request) rememberRequest(client, answer.request)
  if (answer.outcome === 'done') {
    const { requestKey } = decision.request
    const leaves = (filter: RequestQuery) =>
      decision.action === 'recall'
        ? filter.status === 'SUBMITTED' || filter.status === 'PENDING'
        : filter.status === 'TOAPPROVE'
    patchLists(client, (rows, filter) =>
      leaves(filter)
        ? rows.filter((row) => row.requestKey !== requestKey)
        : rows.map((row) =>
            row.requestKey === requestKey && answer.request
              ? { ...row, status: answer.request.status.name }
              : row,
          ),
    )
  }
  void client.invalidateQueries({ queryKey: lists })
}

export function rememberRequest(client: QueryClient, request: TravelRequest): void {
  client.setQueryData(requestOptions(request.requestKey).queryKey, request)
}

/** After a bulk act nothing that was read of these requests holds. */
export function forgetRequests(
  client: QueryClient,
  requestKeys: readonly string[],
  left: ReadonlySet<string>,
): void {
  for (const requestKey of requestKeys)
    void client.invalidateQueries({ queryKey: requestOptions(requestKey).queryKey })
  patchLists(client, (rows, filter) =>
    filter.status === 'TOAPPROVE' ? rows.filter((row) => !left.has(row.requestKey)) : rows,
  )
  void client.invalidateQueries({ queryKey: lists })
}

function patchLists(
  client: QueryClient,
  patch: (rows: RequestSummary[], filter: RequestQuery) => RequestSummary[],
): void {
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: lists })) {
    const filter = filterOfKey(queryKey)
    client.setQueryData<RequestListAnswer>(queryKey, (answer) => {
      if (!answer) return answer
      const items = patch(answer.items, filter)
      return { ...answer, items, total: answer.total - (answer.items.length - items.length) }
    })
  }
  for (const { queryKey } of client.getQueryCache().findAll({ queryKey: rests })) {
    const filter = filterOfKey(queryKey)
    client.setQueryData<RequestSummary[]>(queryKey, (rows) => rows && patch(rows, filter))
  }
}

function filterOfKey(queryKey: readonly unknown[]): RequestQuery {
  const [, , filter] = queryKey
  return isFilter(filter) ? filter : {}
}

/** The keys are made in this file alone, with a filter in third place. */
function isFilter(part: unknown): part is RequestQuery {
  return typeof part === 'object' && part !== null
}

export function createHeader(header: RequestHeader) {
  return callBff('POST /api/requests', { body: header })
}

export function updateHeader({ requestKey, version }: TravelRequest, header: RequestHeader) {
  return callBff('PUT /api/requests/{requestKey}', { params: { requestKey }, body: { ...header, version } })
}

export function startBulk(body: {
  action: 'approve' | 'send-back'
  requestKeys: string[]
  comment?: string
  versions: Record<string, string>
  exceptionsSeen: string[]
}) {
  return callBff('POST /api/requests/bulk', { body })
}

const running: readonly JobState[] = ['queued', 'running', 'paused']

/** A job that was stopped ends once the rows that were with Concur have ended too. */
export function isUnderWay({ state, counts }: Pick<Job, 'state' | 'counts'>): boolean {
  return running.includes(state) || counts.pending > 0
}

/** State and rows together, so that the last answer holds how every row ended. */
export function bulkProgressOptions(jobId: string) {
  return queryOptions({
    queryKey: ['requests', 'bulk', jobId],
    queryFn: async ({ signal }) => {
      const job = await callBff('GET /api/jobs/{jobId}', { params: { jobId } }, signal)
      return { job, rows: await readAllResults(jobId, signal) }
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data.job) ? false : 700),
  })
}

async function readAllResults(jobId: string, signal: AbortSignal): Promise<JobRow[]> {
  const rows: JobRow[] = []
  let cursor: string | undefined
  do {
    const page = await callBff(
      'GET /api/jobs/{jobId}/results',
      { params: { jobId }, query: { cursor, limit: 1000 } },
      signal,
    )
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return rows
}

export function stopJob(jobId: string) {
  return callBff('POST /api/jobs/{jobId}/cancel', { params: { jobId } })
}
