import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Job, JobRow, JobStep, RowOutcome } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobs } from '#lib/db/schema.ts'
import { LAST_ROW, type StoredJob, type StoredStep, stepsOf } from './job-store.ts'

export interface JobsQuery {
  cursor?: string
  limit: number
  state?: 'under-way' | 'ended'
}

/** A person's jobs, newest first. */
export async function jobsOf(
  db: Db,
  personId: string,
  { cursor, limit, state }: JobsQuery,
): Promise<{ items: Job[]; nextCursor: string | null }> {
  const before = cursor ? z.iso.datetime().safeParse(cursor) : undefined
  const found = await db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.personId, personId),
        before?.success ? lt(jobs.createdAt, new Date(before.data)) : undefined,
        state === 'under-way' ? isNull(jobs.endedAt) : undefined,
        state === 'ended' ? isNotNull(jobs.endedAt) : undefined,
      ),
    )
    .orderBy(desc(jobs.createdAt))
    .limit(limit + 1)
  const shown = found.slice(0, limit)
  const steps = await stepsOf(
    db,
    shown.map((job) => job.id),
  )
  const last = shown.at(-1)
  return {
    items: shown.map((job) => present(job, steps.get(job.id) ?? [])),
    nextCursor: found.length > limit && last ? last.createdAt.toISOString() : null,
  }
}

export async function presentJob(db: Db, job: StoredJob): Promise<Job> {
  return present(job, (await stepsOf(db, [job.id])).get(job.id) ?? [])
}

export interface RowsQuery {
  outcome?: RowOutcome[]
  step?: number
  cursor?: string
  limit: number
}

const rowNumber = z.coerce.number().int().min(0).max(LAST_ROW)

export async function rowsOf(
  db: Db,
  jobId: string,
  { outcome, step, cursor, limit }: RowsQuery,
): Promise<{ items: JobRow[]; nextCursor: string | null }> {
  const after = rowNumber.catch(0).parse(cursor)
  const found = await db
    .select()
    .from(jobRows)
    .where(
      and(
        eq(jobRows.jobId, jobId),
        gt(jobRows.row, after),
        outcome ? inArray(jobRows.outcome, outcome) : undefined,
        step === undefined ? undefined : eq(jobRows.step, step),
      ),
    )
    .orderBy(asc(jobRows.row))
    .limit(limit + 1)
  const shown = found.slice(0, limit)
  return {
    items: shown.map(presentRow),
    nextCursor: found.length > limit ? String(shown.at(-1)?.row ?? '') : null,
  }
}

export function presentRow(row: typeof jobRows.$inferSelect): JobRow {
  return {
    row: row.row,
    outcome: row.outcome,
    code: row.code ?? undefined,
    item: z.record(z.string(), z.unknown()).parse(row.item),
    message: row.message ?? undefined,
    advice: row.advice ?? undefined,
  }
}

export function present(job: StoredJob, steps: StoredStep[]): Job {
  const counts = steps.map(countsOf).reduce(add, noCounts())
  return {
    id: job.id,
    kind: job.kind,
    title: job.title,
    state: job.state,
    pausedUntil: job.pausedUntil?.toISOString(),
    reason: job.reason ?? undefined,
    counts,
    steps: steps.filter((step) => step.index > 0).map((step) => presentStep(step, job.state)),
    canRetry: job.endedAt !== null && counts.total > counts.succeeded,
    listId: job.listId ?? undefined,
    revision: job.revision,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString(),
    endedAt: job.endedAt?.toISOString(),
  }
}

export function presentStep(step: StoredStep, ofJob: Job['state']): JobStep {
  const waits = step.state === 'running' && (ofJob === 'paused' || ofJob === 'queued')
  return {
    index: step.index,
    operation: step.operation ?? undefined,
    state: waits ? ofJob : step.state,
    counts: countsOf(step),
    startedAt: step.startedAt?.toISOString(),
    endedAt: step.endedAt?.toISOString(),
  }
}

type Counts = Job['counts']

function noCounts(): Counts {
  return { total: 0, succeeded: 0, failed: 0, unknown: 0, notSent: 0, pending: 0 }
}

/** Progress is read from what is stored, so it survives a reload, a sign-out and a restart. */
function countsOf({ total, succeeded, failed, unknown, notSent }: StoredStep): Counts {
  return {
    total,
    succeeded,
    failed,
    unknown,
    notSent,
    pending: total - succeeded - failed - unknown - notSent,
  }
}

function add(one: Counts, other: Counts): Counts {
  return {
    total: one.total + other.total,
    succeeded: one.succeeded + other.succeeded,
    failed: one.failed + other.failed,
    unknown: one.unknown + other.unknown,
    notSent: one.notSent + other.notSent,
    pending: one.pending + other.pending,
  }
}
