import { and, asc, count, desc, eq, exists, gt, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Job, JobRow, JobState, RowOutcome } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobs } from '#lib/db/schema.ts'

/** A process says that it is alive every ten seconds; six missed words and its jobs count as left behind. */
export const HEARTBEAT_MS = 10_000
const LEFT_BEHIND = sql`interval '60 seconds'`
/** Heartbeats are read and written by the database's clock: those of two processes may differ by more than a minute. */
const databaseNow = sql<Date>`now()`

export interface NewJob {
  kind: string
  title: string
  input: unknown
  items: Record<string, unknown>[]
}

export interface RowEnd {
  outcome: Exclude<RowOutcome, 'pending'>
  code?: string
  message: string
  advice?: string
  /** The row's item with what was learnt about it, such as a name. */
  item?: Record<string, unknown>
}

type StoredJob = typeof jobs.$inferSelect

const UNDER_WAY: JobState[] = ['queued', 'running', 'paused']

export async function createJob(db: Db, personId: string, job: NewJob, at: Date): Promise<string> {
  return db.transaction(async (tx) => {
    const { kind, title, input } = job
    const [created] = await tx
      .insert(jobs)
      .values({ kind, title, input, personId, state: 'queued', heartbeatAt: databaseNow, createdAt: at })
      .returning({ id: jobs.id })
    if (!created) throw new Error('The database returned no job.')
    await tx.insert(jobRows).values(
      job.items.map((item, index) => ({
        jobId: created.id,
        row: index + 1,
        outcome: 'pending' as const,
        item,
      })),
    )
    return created.id
  })
}

export async function findJob(db: Db, jobId: string): Promise<StoredJob | undefined> {
  const [found] = await db.select().from(jobs).where(eq(jobs.id, jobId))
  return found
}

/** A queued job runs from here on; false where it was stopped before. */
export async function beginJob(db: Db, jobId: string): Promise<boolean> {
  const begun = await db
    .update(jobs)
    .set({ state: 'running', heartbeatAt: databaseNow })
    .where(and(eq(jobs.id, jobId), eq(jobs.state, 'queued')))
    .returning({ id: jobs.id })
  return begun.length > 0
}

export async function beatHeart(db: Db, jobId: string): Promise<void> {
  await db.update(jobs).set({ heartbeatAt: databaseNow }).where(eq(jobs.id, jobId))
}

/** Stops a job that is under way: no further row starts. The job has ended when the rows that are with Concur have: see `endJob`. */
export async function stopJob(db: Db, jobId: string, reason: string): Promise<void> {
  await db.transaction(async (tx) => {
    const stopped = await tx
      .update(jobs)
      .set({ state: 'cancelled', reason })
      .where(and(eq(jobs.id, jobId), inArray(jobs.state, UNDER_WAY)))
      .returning({ id: jobs.id })
    if (stopped.length > 0)
      await endUnstartedRows(tx, [jobId], { code: 'cancelled', message: 'Stopped before this was sent.' })
  })
}

export interface JobEnd {
  state: 'done' | 'failed'
  reason?: string
  /** For the rows that never started. */
  notSent: { code: string; message: string }
  /** For the rows that started and whose end is not stored. */
  unknown: string
}

/** Ends a job and each of its rows at once. A job that was stopped stays `cancelled`. */
export async function endJob(db: Db, jobId: string, end: JobEnd, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(jobs)
      .set({ state: end.state, reason: end.reason ?? null })
      .where(and(eq(jobs.id, jobId), inArray(jobs.state, UNDER_WAY)))
    await tx
      .update(jobs)
      .set({ endedAt: at })
      .where(and(eq(jobs.id, jobId), isNull(jobs.endedAt)))
    await endPendingRows(tx, [jobId], end)
  })
}

export async function pendingRows(db: Db, jobId: string): Promise<{ row: number; item: unknown }[]> {
  return db
    .select({ row: jobRows.row, item: jobRows.item })
    .from(jobRows)
    .where(and(eq(jobRows.jobId, jobId), eq(jobRows.outcome, 'pending')))
    .orderBy(asc(jobRows.row))
}

/** Marks a row as being sent; false where it started or ended before, or its job runs no more, as after a cancel. */
export async function startRow(db: Db, jobId: string, row: number, at: Date): Promise<boolean> {
  const started = await db
    .update(jobRows)
    .set({ startedAt: at })
    .where(
      and(
        eq(jobRows.jobId, jobId),
        eq(jobRows.row, row),
        eq(jobRows.outcome, 'pending'),
        isNull(jobRows.startedAt),
        exists(
          db
            .select()
            .from(jobs)
            .where(and(eq(jobs.id, jobId), eq(jobs.state, 'running'))),
        ),
      ),
    )
    .returning({ row: jobRows.row })
  return started.length > 0
}

export async function endRow(db: Db, jobId: string, row: number, end: RowEnd): Promise<void> {
  await db
    .update(jobRows)
    .set({
      outcome: end.outcome,
      code: end.code ?? null,
      message: end.message,
      advice: end.advice ?? null,
      ...(end.item ? { item: end.item } : {}),
    })
    .where(and(eq(jobRows.jobId, jobId), eq(jobRows.row, row)))
}

/** Ends the jobs of processes that are gone, those too that were stopped and then left: what had started is unknown, the rest was not sent. */
export async function endJobsLeftBehind(db: Db, at: Date): Promise<string[]> {
  return db.transaction(async (tx) => {
    // Another process that looks at the same moment skips what this one has found.
    const left = await tx
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(isNull(jobs.endedAt), lt(jobs.heartbeatAt, sql`now() - ${LEFT_BEHIND}`)))
      .for('update', { skipLocked: true })
    const ids = left.map((job) => job.id)
    if (ids.length === 0) return ids
    await tx
      .update(jobs)
      .set({ state: 'failed', reason: 'Clearance stopped while this job ran.' })
      .where(and(inArray(jobs.id, ids), inArray(jobs.state, UNDER_WAY)))
    await tx.update(jobs).set({ endedAt: at }).where(inArray(jobs.id, ids))
    await endPendingRows(tx, ids, {
      notSent: { code: 'interrupted', message: 'Clearance stopped before this was sent.' },
      unknown: 'Clearance stopped while this was with Concur.',
    })
    return ids
  })
}

async function endPendingRows(
  db: Db,
  jobIds: string[],
  { notSent, unknown }: Pick<JobEnd, 'notSent' | 'unknown'>,
): Promise<void> {
  await endUnstartedRows(db, jobIds, notSent)
  await db
    .update(jobRows)
    .set({
      outcome: 'unknown',
      code: 'interrupted',
      message: unknown,
      advice: 'Open the request to see what stands.',
    })
    .where(and(inArray(jobRows.jobId, jobIds), eq(jobRows.outcome, 'pending'), isNotNull(jobRows.startedAt)))
}

async function endUnstartedRows(
  db: Db,
  jobIds: string[],
  { code, message }: JobEnd['notSent'],
): Promise<void> {
  await db
    .update(jobRows)
    .set({ outcome: 'not-sent', code, message })
    .where(and(inArray(jobRows.jobId, jobIds), eq(jobRows.outcome, 'pending'), isNull(jobRows.startedAt)))
}

export async function jobsOf(
  db: Db,
  personId: string,
  page: { cursor?: string; limit: number },
): Promise<{ items: Job[]; nextCursor: string | null }> {
  const before = page.cursor ? z.iso.datetime().safeParse(page.cursor) : undefined
  const found = await db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.personId, personId),
        before?.success ? lt(jobs.createdAt, new Date(before.data)) : undefined,
      ),
    )
    .orderBy(desc(jobs.createdAt))
    .limit(page.limit + 1)
  const shown = found.slice(0, page.limit)
  const counts = await countsOf(
    db,
    shown.map((job) => job.id),
  )
  const last = shown.at(-1)
  return {
    items: shown.map((job) => present(job, counts.get(job.id) ?? noCounts())),
    nextCursor: found.length > page.limit && last ? last.createdAt.toISOString() : null,
  }
}

export async function presentJob(db: Db, job: StoredJob): Promise<Job> {
  return present(job, (await countsOf(db, [job.id])).get(job.id) ?? noCounts())
}

export async function rowsOf(
  db: Db,
  jobId: string,
  page: { outcome?: RowOutcome[]; step?: number; cursor?: string; limit: number },
): Promise<{ items: JobRow[]; nextCursor: string | null }> {
  const after = z.coerce.number().int().catch(0).parse(page.cursor)
  const found = await db
    .select()
    .from(jobRows)
    .where(
      and(
        eq(jobRows.jobId, jobId),
        gt(jobRows.row, after),
        page.outcome ? inArray(jobRows.outcome, page.outcome) : undefined,
      ),
    )
    .orderBy(asc(jobRows.row))
    .limit(page.limit + 1)
  const shown = found.slice(0, page.limit)
  return {
    items: shown.map((row) => ({
      row: row.row,
      outcome: row.outcome,
      code: row.code ?? undefined,
      item: z.record(z.string(), z.unknown()).parse(row.item),
      message: row.message ?? undefined,
      advice: row.advice ?? undefined,
    })),
    nextCursor: found.length > page.limit ? String(shown.at(-1)?.row ?? '') : null,
  }
}

type Counts = Job['counts']

function noCounts(): Counts {
  return { total: 0, succeeded: 0, failed: 0, unknown: 0, notSent: 0, pending: 0 }
}

const countName: Record<RowOutcome, keyof Counts> = {
  pending: 'pending',
  done: 'succeeded',
  refused: 'failed',
  unknown: 'unknown',
  'not-sent': 'notSent',
}

/** Progress is counted from the stored rows, so it survives a reload, a sign-out and a restart. */
async function countsOf(db: Db, jobIds: string[]): Promise<Map<string, Counts>> {
  const byJob = new Map(jobIds.map((id) => [id, noCounts()]))
  if (jobIds.length === 0) return byJob
  const rows = await db
    .select({ jobId: jobRows.jobId, outcome: jobRows.outcome, rows: count() })
    .from(jobRows)
    .where(or(...jobIds.map((id) => eq(jobRows.jobId, id))))
    .groupBy(jobRows.jobId, jobRows.outcome)
  for (const { jobId, outcome, rows: number } of rows) {
    const counts = byJob.get(jobId)
    if (!counts) continue
    counts[countName[outcome]] += number
    counts.total += number
  }
  return byJob
}

function present(job: StoredJob, counts: Counts): Job {
  return {
    id: job.id,
    kind: job.kind,
    title: job.title,
    state: job.state,
    reason: job.reason ?? undefined,
    counts,
    steps: [{ index: 1, state: job.state, counts }],
    canRetry: false,
    revision: 0,
    createdAt: job.createdAt.toISOString(),
    endedAt: job.endedAt?.toISOString(),
  }
}
