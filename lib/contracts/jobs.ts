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

export const job = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: jobState,
  pausedUntil: z.iso.datetime().optional(),
  /** Why it stopped, pauses or failed. */
  reason: z.string().optional(),
  counts: jobCounts,
  steps: z.array(z.object({ index: z.number().int(), state: jobState, counts: jobCounts })),
  createdAt: z.iso.datetime(),
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
  query: z.object(page),
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
  query: z.object({ ...page, outcome: rowOutcome.optional() }),
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
