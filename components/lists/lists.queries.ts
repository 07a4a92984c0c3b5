import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import { listBranches } from '#lib/browser/list-branches.ts'
import type { CallInput } from '#lib/contracts/endpoint.ts'
import type { Endpoints } from '#lib/contracts/endpoints.ts'
import type { Job, JobRow } from '#lib/contracts/jobs.ts'
import type { ListItem } from '#lib/contracts/lists.ts'
import { keyOf } from './item-key.ts'

/** Ten thousand items are not asked for anew each time that somebody looks at another window. */
const STALE_AFTER = 60_000

export function listsOptions() {
  return queryOptions({
    queryKey: ['lists', 'all'],
    queryFn: async ({ signal }) => (await callBff('GET /api/lists', {}, signal)).items,
    staleTime: STALE_AFTER,
  })
}

export const branchKeys = (listId: string) => [...listBranches, listId] as const

export interface BranchAsked {
  listId: string
  /** Empty for level 1. */
  parent: readonly string[]
}

export async function readItems(
  { listId, parent, filter }: BranchAsked & { filter?: string },
  signal: AbortSignal,
): Promise<ListItem[]> {
  const query = { parentCode: parent.length > 0 ? parent : undefined, filter }
  return (await callBff('GET /api/lists/{listId}/items', { params: { listId }, query }, signal)).items
}

/** The items right below a parent. */
export function branchOptions({ listId, parent }: BranchAsked) {
  return queryOptions({
    queryKey: [...branchKeys(listId), keyOf(parent)],
    queryFn: ({ signal }) => readItems({ listId, parent }, signal),
    staleTime: STALE_AFTER,
  })
}

/** Nothing that was read of a list holds after a write. */
export function forgetItems(client: QueryClient, listId: string): Promise<void> {
  client.removeQueries({ queryKey: branchKeys(listId), type: 'inactive' })
  return client.invalidateQueries({ queryKey: branchKeys(listId) })
}

export type BatchBody = NonNullable<CallInput<Endpoints['POST /api/lists/{listId}/batches']>['body']>
export type CodeChange = NonNullable<CallInput<Endpoints['POST /api/lists/{listId}/change-code']>['body']>

export function startBatch(listId: string, body: BatchBody) {
  return callBff('POST /api/lists/{listId}/batches', { params: { listId }, body })
}

export function checkCodeChange(listId: string, body: CodeChange) {
  return callBff('POST /api/lists/{listId}/change-code/check', { params: { listId }, body })
}

export function startCodeChange(listId: string, body: CodeChange) {
  return callBff('POST /api/lists/{listId}/change-code', { params: { listId }, body })
}

export interface WriteProgress {
  job: Job
  /** Rows that ended otherwise than done; empty while it runs. */
  rows: JobRow[]
}

/** A write of a few items, watched to its end. */
export function writeProgressOptions(jobId: string) {
  return queryOptions({
    queryKey: ['lists', 'write', jobId],
    queryFn: async ({ signal }): Promise<WriteProgress> => {
      const job = await callBff('GET /api/jobs/{jobId}', { params: { jobId } }, signal)
      return { job, rows: hasEnded(job) ? await readTrouble(jobId, signal) : [] }
    },
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data.job) ? false : 500),
  })
}

export function hasEnded({ state, counts }: Pick<Job, 'state' | 'counts'>): boolean {
  return (state === 'done' || state === 'failed' || state === 'cancelled') && counts.pending === 0
}

async function readTrouble(jobId: string, signal: AbortSignal): Promise<JobRow[]> {
  const query = { outcome: ['refused', 'unknown', 'not-sent'], limit: 100 }
  return (await callBff('GET /api/jobs/{jobId}/results', { params: { jobId }, query }, signal)).items
}
