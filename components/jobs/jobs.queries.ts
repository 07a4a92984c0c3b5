import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import type { Job, JobState, RowOutcome } from '#lib/contracts/jobs.ts'

const firstPage: string | undefined = undefined
/** A job moves row by row; a second is soon enough to see it and rare enough for the server. */
const WHILE_RUNNING = 1_000
const LIST_WHILE_RUNNING = 3_000

const ended: ReadonlySet<JobState> = new Set<JobState>(['done', 'failed', 'cancelled'])
export const hasEnded = (job: Pick<Job, 'state'>) => ended.has(job.state)
/** Of a job that was stopped, rows that were with Concur may still come in. */
const hasSettled = (job: Pick<Job, 'state' | 'counts'>) => hasEnded(job) && job.counts.pending === 0

export function jobsOptions() {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'list'],
    queryFn: ({ pageParam, signal }) =>
      callBff('GET /api/jobs', { query: { cursor: pageParam, limit: 100 } }, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 2_000,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((job) => !hasSettled(job)))
        ? LIST_WHILE_RUNNING
        : false,
  })
}

export function jobOptions(jobId: string) {
  return queryOptions({
    queryKey: ['jobs', 'one', jobId],
    queryFn: ({ signal }) => callBff('GET /api/jobs/{jobId}', { params: { jobId } }, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && !hasSettled(state.data) ? WHILE_RUNNING : false),
  })
}

/** A page of rows; the job page reads them again as the counts of the job move. */
export function jobRowsOptions(jobId: string, outcome: RowOutcome | null) {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'rows', jobId, outcome],
    queryFn: ({ pageParam, signal }) =>
      callBff(
        'GET /api/jobs/{jobId}/results',
        { params: { jobId }, query: { outcome: outcome ?? undefined, cursor: pageParam, limit: 1000 } },
        signal,
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  })
}

export function cancelOptions(queryClient: QueryClient, jobId: string) {
  return {
    mutationFn: () => callBff('POST /api/jobs/{jobId}/cancel', { params: { jobId } }),
    onSuccess: (job: Job) => {
      queryClient.setQueryData(jobOptions(jobId).queryKey, job)
      return queryClient.invalidateQueries({ queryKey: ['jobs'] })
    },
  }
}
