import { z } from 'zod'
import { endpoint, plain } from './endpoint.ts'
import { rowOutcomes } from './vocabulary.ts'

export const jobState = z.enum(['queued', 'running', 'paused', 'done', 'failed', 'cancelled'])
export type JobState = z.infer<typeof jobState>

export const rowOutcome = z.enum(rowOutcomes)
export type RowOutcome = z.infer<typeof rowOutcome>

export const jobCounts = z.object({
  total: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  notSent: z.number().int(),
  pending: z.number().int(),
})

/** A part of a job that goes to Concur as one: a list batch, or all rows where each goes by itself. */
export const jobStep = z.object({
  /** From 1. */
  index: z.number().int(),
  /** What it does, where the steps of a job differ: "create", "update", "delete". */
  operation: z.string().optional(),
  state: jobState,
  counts: jobCounts,
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
})
export type JobStep = z.infer<typeof jobStep>

export const job = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: jobState,
  pausedUntil: z.iso.datetime().optional(),
  /** Why it stopped, pauses or failed. */
  reason: z.string().optional(),
  counts: jobCounts,
  steps: z.array(jobStep),
  /** Whether "Retry failed" has rows to take. */
  canRetry: z.boolean(),
  /** The list that a list job writes to. */
  listId: z.string().optional(),
  /** Grows with everything that is stored about the job: the id of its events. */
  revision: z.number().int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
})
export type Job = z.infer<typeof job>

export const jobRow = z.object({
  row: z.number().int(),
  outcome: rowOutcome,
  code: z.string().optional(),
  item: z.record(z.string(), z.unknown()),
  message: z.string().optional(),
  advice: z.string().optional(),
})
export type JobRow = z.infer<typeof jobRow>

const oneJob = z.object({ jobId: z.uuid() })
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
}

export const listJobs = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/jobs',
  summary: 'One’s own jobs, newest first',
  query: z.object({ ...page, state: z.enum(['under-way', 'ended']).optional() }),
  answer: z.object({ items: z.array(job), nextCursor: z.string().nullable() }),
})

export const readJob = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/jobs/{jobId}',
  summary: 'State and counts of one job',
  params: oneJob,
  answer: job,
})

export const readJobResults = endpoint({
  ...plain,
  method: 'GET',
  path: '/api/jobs/{jobId}/results',
  summary: 'Rows of a job with their outcomes, by row',
  params: oneJob,
  query: z.object({
    ...page,
    /** May repeat. */
    outcome: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(rowOutcome).optional(),
    ),
    step: z.coerce.number().int().min(1).max(200_000).optional(),
  }),
  answer: z.object({ items: z.array(jobRow), nextCursor: z.string().nullable() }),
})

export const cancelJob = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/jobs/{jobId}/cancel',
  summary: 'Stop a job: rows already with Concur end, the rest is not sent',
  params: oneJob,
  answer: job,
})

export const retryFailed = endpoint({
  ...plain,
  method: 'POST',
  path: '/api/jobs/{jobId}/retry-failed',
  summary: 'A new job of the rows that did not end as done',
  params: oneJob,
  answer: z.object({ jobId: z.uuid() }),
  status: 202,
})

/**
 * What `GET /api/jobs/{jobId}/events` sends (`text/event-stream`). The first event is always `job`. Rows in `results`
 * have just ended; after a reconnect with `Last-Event-ID` only what was stored since. `end` is the last.
 */
export const jobEvents = {
  job: job.omit({ steps: true }),
  step: jobStep,
  results: z.object({ items: z.array(jobRow) }),
  end: z.object({ state: jobState }),
}
export type JobEventName = keyof typeof jobEvents
export type JobEventOf<Name extends JobEventName> = z.infer<(typeof jobEvents)[Name]>
