import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import type { Job, RowOutcome } from '#lib/contracts/jobs.ts'

const firstPage: string | undefined = undefined
/** A job moves row by row; a second is soon enough to see it and rare enough for the server. */
const WHILE_RUNNING = 1_000
const LIST_WHILE_RUNNING = 3_000
/** A net below the event stream. */
const WHILE_LIVE = 30_000

/** Of a job that was stopped, what is with Concur may still come in. */
export const hasEnded = (job: Pick<Job, 'endedAt'>) => job.endedAt !== undefined

export function jobsOptions() {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'list'],
    queryFn: ({ pageParam, signal }) =>
      callBff('GET /api/jobs', { query: { cursor: pageParam, limit: 100 } }, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 2_000,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((job) => !hasEnded(job))) ? LIST_WHILE_RUNNING : false,
  })
}

/** What runs now: for the tray that every page shows. Without any it asks no more until something starts or the page is looked at again. */
export function runningJobsOptions() {
  return queryOptions({
    queryKey: ['jobs', 'running'],
    queryFn: ({ signal }) => callBff('GET /api/jobs', { query: { state: 'under-way', limit: 20 } }, signal),
    staleTime: 2_000,
    refetchInterval: ({ state }) => (state.data?.items.length ? LIST_WHILE_RUNNING : false),
  })
}

/** @param live whether the job's events tell of it: then it is asked for only now and then */
export function jobOptions(jobId: string, live = false) {
  return queryOptions({
    queryKey: ['jobs', 'one', jobId],
    queryFn: ({ signal }) => callBff('GET /api/jobs/{jobId}', { params: { jobId } }, signal),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && !hasEnded(state.data) ? (live ? WHILE_LIVE : WHILE_RUNNING) : false,
  })
}

export interface RowsShown {
  outcomes: readonly RowOutcome[]
  step: number | null
}

/** Rows by number; the job page reads them again as the counts of the job move. */
export function jobRowsOptions(jobId: string, { outcomes, step }: RowsShown) {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'rows', jobId, outcomes, step],
    queryFn: ({ pageParam, signal }) =>
      callBff(
        'GET /api/jobs/{jobId}/results',
        {
          params: { jobId },
          query: { outcome: [...outcomes], step: step ?? undefined, cursor: pageParam, limit: 1000 },
        },
        signal,
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  })
}

export function retryOptions(queryClient: QueryClient, jobId: string) {
  return {
    mutationFn: () => callBff('POST /api/jobs/{jobId}/retry-failed', { params: { jobId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  }
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
