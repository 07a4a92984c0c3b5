import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, exists, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { JobState } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobSteps, jobs } from '#lib/db/schema.ts'
import { sayChanged } from './job-changes.ts'
import { JobStopped, JobTaken, type PendingRow, type RowEnd } from './job-kind.ts'
import type { JobQueue } from './job-queue.ts'

export interface NewRow {
  row: number
  item: Record<string, unknown>
}

export interface NewJob {
  kind: string
  title: string
  input: unknown
  listId?: string
  /** Jobs of one lane send their steps one at a time. */
  lane?: string
  steps: { operation?: string; rows: NewRow[] }[]
  /** Rows that are not to be sent, `done` or `not-sent`, with the reason. */
  heldBack?: (NewRow & RowEnd)[]
}

export type StoredJob = typeof jobs.$inferSelect
export type StoredStep = typeof jobSteps.$inferSelect

/** A process's right to a job: `attempt` is outdated as soon as another process takes the job over. */
export interface Claim {
  jobId: string
  attempt: number
}

export const UNDER_WAY: JobState[] = ['queued', 'running', 'paused']

/** Stores the job with all its rows and puts it in the queue: all of it or nothing. */
export async function createJob(
  db: Db,
  queue: JobQueue,
  personId: string,
  job: NewJob,
  at: Date,
): Promise<string> {
  const { kind, title, input, listId, lane } = job
  const heldBack = job.heldBack ?? []
  const ticket = randomUUID()
  return db.transaction(async (tx) => {
    const [created] = await tx
      .insert(jobs)
      .values({
        kind,
        title,
        input,
        listId,
        lane,
        personId,
        ticket,
        state: 'queued',
        turnAt: at,
        createdAt: at,
      })
      .returning({ id: jobs.id })
    if (!created) throw new Error('The database returned no job.')
    const jobId = created.id
    const steps = job.steps.map(({ operation, rows }, index) => ({
      jobId,
      index: index + 1,
      operation,
      state: 'queued' as const,
      total: rows.length,
    }))
    const done = heldBack.filter(({ outcome }) => outcome === 'done').length
    const total = heldBack.length
    await tx
      .insert(jobSteps)
      .values([...steps, { jobId, index: 0, state: 'done', total, succeeded: done, notSent: total - done }])
    for (const [index, { rows }] of job.steps.entries())
      await insertRows(tx, jobId, index + 1, rows.map(pending))
    await insertRows(tx, jobId, 0, heldBack)
    await queue.send(tx, kind, { jobId, ticket })
    return jobId
  })
}

const pending = (row: NewRow) => ({ ...row, outcome: 'pending' })

const ROWS_AT_ONCE = 2_000

/** One parameter of JSON a go: 6 times as fast as a parameter for every value, with 12,000 rows. */
async function insertRows(db: Db, jobId: string, step: number, rows: object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await setImmediate()
    const given = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))
    await db.execute(sql`
      insert into job_rows (job_id, step, "row", item, outcome, code, message, advice)
      select ${jobId}::uuid, ${step}::integer, "row", item, outcome, code, message, advice
      from jsonb_to_recordset(${given}::jsonb)
        as given("row" integer, item jsonb, outcome text, code text, message text, advice text)`)
  }
}

export async function findJob(db: Db, jobId: string): Promise<StoredJob | undefined> {
  const [found] = await db.select().from(jobs).where(eq(jobs.id, jobId))
  return found
}

/**
 * Takes a job that the queue handed out. Null where there is nothing to do: it ended, or an old ticket came late. A stopped job is taken too, as long as something of it may be with Concur.
 */
export async function claimJob(
  db: Db,
  jobId: string,
  ticket: string,
  at: Date,
): Promise<{ job: StoredJob; claim: Claim } | null> {
  return db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId)).for('update')
    if (!job || job.endedAt || job.ticket !== ticket) return null
    const [claimed] = await tx
      .update(jobs)
      .set({
        state: job.state === 'cancelled' ? 'cancelled' : 'running',
        attempt: job.attempt + 1,
        revision: job.revision + 1,
        pausedUntil: null,
        startedAt: job.startedAt ?? at,
        ...(job.state === 'cancelled' ? {} : { reason: null }),
      })
      .where(eq(jobs.id, jobId))
      .returning()
    await tx.execute(sayChanged(jobId))
    return claimed ? { job: claimed, claim: { jobId, attempt: claimed.attempt } } : null
  })
}

/**
 * Changes something of a job under its claim. The job's row is locked first, so changes of one job are numbered in the order in
 * which they are committed, and a page that has read up to a revision misses nothing before it.
 * @throws JobTaken, or JobStopped where the change needs a running job
 */
async function change(
  db: Db,
  claim: Claim,
  write: (tx: Db, revision: number) => Promise<void>,
  { whileRunning = false } = {},
): Promise<void> {
  await db.transaction(async (tx) => {
    const [job] = await tx
      .update(jobs)
      .set({ revision: sql`${jobs.revision} + 1` })
      .where(and(eq(jobs.id, claim.jobId), eq(jobs.attempt, claim.attempt), isNull(jobs.endedAt)))
      .returning({ revision: jobs.revision, state: jobs.state })
    if (!job) throw new JobTaken()
    if (whileRunning && job.state !== 'running') throw new JobStopped()
    await write(tx, job.revision)
    await tx.execute(sayChanged(claim.jobId))
  })
}

/** The steps that still have something to do, in order. */
export async function openSteps(db: Db, jobId: string): Promise<StoredStep[]> {
  return db
    .select()
    .from(jobSteps)
    .where(and(eq(jobSteps.jobId, jobId), inArray(jobSteps.state, ['queued', 'running'])))
    .orderBy(asc(jobSteps.index))
}

export function beginStep(db: Db, claim: Claim, index: number, at: Date): Promise<void> {
  return change(
    db,
    claim,
    async (tx, revision) => {
      await tx
        .update(jobSteps)
        .set({
          state: 'running',
          revision,
          startedAt: sql`coalesce(${jobSteps.startedAt}, ${at.toISOString()})`,
        })
        .where(stepOf(claim.jobId, index))
    },
    { whileRunning: true },
  )
}

export function markStepSent(db: Db, claim: Claim, index: number, at: Date): Promise<void> {
  return change(
    db,
    claim,
    async (tx, revision) => {
      await tx.update(jobSteps).set({ sentAt: at, revision }).where(stepOf(claim.jobId, index))
    },
    { whileRunning: true },
  )
}

export function markStepUnsent(db: Db, claim: Claim, index: number): Promise<void> {
  return change(db, claim, async (tx, revision) => {
    await tx.update(jobSteps).set({ sentAt: null, revision }).where(stepOf(claim.jobId, index))
  })
}

/** Ends a step: its rows have their ends. */
export function endStep(db: Db, claim: Claim, index: number, at: Date): Promise<void> {
  return change(db, claim, async (tx, revision) => {
    await tx.update(jobSteps).set({ state: 'done', endedAt: at, revision }).where(stepOf(claim.jobId, index))
    await tx.update(jobs).set({ pauses: 0 }).where(eq(jobs.id, claim.jobId))
  })
}

export async function pendingRows(db: Db, jobId: string, index: number): Promise<PendingRow[]> {
  return db
    .select({ row: jobRows.row, item: jobRows.item, startedAt: jobRows.startedAt })
    .from(jobRows)
    .where(and(eq(jobRows.jobId, jobId), eq(jobRows.step, index), eq(jobRows.outcome, 'pending')))
    .orderBy(asc(jobRows.row))
}

/** Marks a row as being sent. @throws JobStopped, JobTaken */
export async function startRow(db: Db, claim: Claim, row: number, at: Date): Promise<void> {
  const mayRun = db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, claim.jobId), eq(jobs.attempt, claim.attempt), eq(jobs.state, 'running')))
  const started = await db
    .update(jobRows)
    // What its first process may have sent, the next two have to look for as well.
    .set({ startedAt: sql`coalesce(${jobRows.startedAt}, ${at.toISOString()})` })
    .where(
      and(
        eq(jobRows.jobId, claim.jobId),
        eq(jobRows.row, row),
        eq(jobRows.outcome, 'pending'),
        exists(mayRun),
      ),
    )
    .returning({ row: jobRows.row })
  if (started.length === 0) throw new JobStopped()
}

/** The row surely never reached Concur: it is sent when the job goes on. */
export function unstartRow(db: Db, claim: Claim, row: number): Promise<void> {
  return change(db, claim, async (tx) => {
    await tx
      .update(jobRows)
      .set({ startedAt: null })
      .where(and(eq(jobRows.jobId, claim.jobId), eq(jobRows.row, row)))
  })
}

export function endRows(db: Db, claim: Claim, ends: (RowEnd & { row: number })[]): Promise<void> {
  return change(db, claim, (tx, revision) => storeEnds(tx, claim.jobId, revision, ends))
}

/**
 * Rows that ended alike are one statement, found by their numbers. Joined with a list of ends instead, Postgres compares each end
 * with each row of the job as long as it has no statistics of it: 5 s for a batch of 1000 in a job of 12,000, against 60 ms.
 */
/** What was only read has no end once the job was stopped: its rows ended with it. @throws JobStopped */
export function endReadRows(db: Db, claim: Claim, ends: (RowEnd & { row: number })[]): Promise<void> {
  return change(db, claim, (tx, revision) => storeEnds(tx, claim.jobId, revision, ends), {
    whileRunning: true,
  })
}

async function storeEnds(
  tx: Db,
  jobId: string,
  revision: number,
  ends: (RowEnd & { row: number })[],
): Promise<void> {
  const alike = Map.groupBy(ends, ({ row: _, ...end }) => JSON.stringify(end))
  for (const [first, ...others] of alike.values()) {
    if (!first) continue
    const { outcome, code = null, message, advice = null, item = {} } = first
    const rows = `{${[first, ...others].map(({ row }) => row).join(',')}}`
    await tx.execute(sql`
      with ended as (
        update job_rows set outcome = ${outcome}, code = ${code}, message = ${message}, advice = ${advice},
          item = item || ${JSON.stringify(item)}::jsonb, revision = ${revision}
        where job_id = ${jobId}::uuid and "row" = any(${rows}::integer[]) and outcome = 'pending'
        returning step, outcome
      )
      ${countInto(jobId, revision)}`)
  }
}

/** Adds what `ended` holds to the counts of its steps: progress is counted where it is stored. */
function countInto(jobId: string, revision: number) {
  return sql`
    update job_steps set succeeded = succeeded + done, failed = failed + refused, "unknown" = job_steps."unknown" + doubtful,
      not_sent = not_sent + unsent, revision = ${revision}
    from (
      select step, count(*) filter (where outcome = 'done') as done, count(*) filter (where outcome = 'refused') as refused,
        count(*) filter (where outcome = 'unknown') as doubtful, count(*) filter (where outcome = 'not-sent') as unsent
      from ended group by step
    ) as counts
    where job_steps.job_id = ${jobId}::uuid and job_steps.index = counts.step`
}

/** The job pauses, or waits for the next process, and comes back under a new ticket. */
export function putBack(
  db: Db,
  queue: JobQueue,
  claim: Claim,
  job: StoredJob,
  back: { pausedUntil?: Date; reason?: string },
): Promise<void> {
  return change(db, claim, async (tx) => {
    const ticket = randomUUID()
    const { pausedUntil, reason } = back
    await tx
      .update(jobs)
      .set({ ticket, pausedUntil: pausedUntil ?? null })
      .where(eq(jobs.id, claim.jobId))
    // One that was stopped comes back too, to be settled, and stays what it is: stopped, by somebody.
    await tx
      .update(jobs)
      .set({ state: pausedUntil ? 'paused' : 'queued', reason: reason ?? null })
      .where(and(eq(jobs.id, claim.jobId), ne(jobs.state, 'cancelled')))
    if (pausedUntil)
      await tx
        .update(jobs)
        .set({ pauses: sql`${jobs.pauses} + 1` })
        .where(eq(jobs.id, claim.jobId))
    await queue.send(tx, job.kind, { jobId: claim.jobId, ticket }, pausedUntil)
  })
}

export interface JobEnd {
  state: 'done' | 'failed'
  reason?: string
  /** For the rows that were never sent. */
  notSent: { code: string; message: string }
  /** For those that were, and whose end is not known. */
  unknown: { code: string; message: string; advice: string }
}

/** Ends a job and each of its rows at once. A job that was stopped stays `cancelled`. */
export function endJob(db: Db, claim: Claim, end: JobEnd, at: Date): Promise<void> {
  return change(db, claim, (tx, revision) => closeJob(tx, claim.jobId, revision, end, at))
}

async function closeJob(tx: Db, jobId: string, revision: number, end: JobEnd, at: Date): Promise<void> {
  await tx
    .update(jobs)
    .set({ state: end.state, reason: end.reason ?? null })
    .where(and(eq(jobs.id, jobId), inArray(jobs.state, UNDER_WAY)))
  await tx.update(jobs).set({ endedAt: at, pausedUntil: null }).where(eq(jobs.id, jobId))
  await endUnsent(tx, jobId, revision, end.notSent)
  await tx.execute(sql`
    with ended as (
      update job_rows set outcome = 'unknown', code = ${end.unknown.code}, message = ${end.unknown.message},
        advice = ${end.unknown.advice}, revision = ${revision}
      where job_id = ${jobId}::uuid and outcome = 'pending'
      returning step, outcome
    )
    ${countInto(jobId, revision)}`)
  await tx
    .update(jobSteps)
    .set({ state: 'cancelled', endedAt: at, revision })
    .where(and(eq(jobSteps.jobId, jobId), eq(jobSteps.state, 'queued')))
  await tx
    .update(jobSteps)
    .set({ state: 'done', endedAt: at, revision })
    .where(and(eq(jobSteps.jobId, jobId), eq(jobSteps.state, 'running')))
}

/** The rows of which it is sure that they never left. */
async function endUnsent(
  tx: Db,
  jobId: string,
  revision: number,
  { code, message }: JobEnd['notSent'],
): Promise<void> {
  const unsent = await tx
    .select({ index: jobSteps.index })
    .from(jobSteps)
    .where(
      and(
        eq(jobSteps.jobId, jobId),
        gt(jobSteps.index, 0),
        ne(jobSteps.state, 'done'),
        isNull(jobSteps.sentAt),
      ),
    )
  // An embedded database works on the thread that it shares with everybody: 200,000 rows at once would hold it for 5 s.
  for (const { index } of unsent) {
    await setImmediate()
    await tx.execute(sql`
      with ended as (
        update job_rows set outcome = 'not-sent', code = ${code}, message = ${message}, revision = ${revision}
        where job_id = ${jobId}::uuid and step = ${index} and outcome = 'pending' and started_at is null
        returning step, outcome
      )
      ${countInto(jobId, revision)}`)
  }
}

/**
 * Stops a job that is under way: no further row is sent. It has ended when what is with Concur has, which is at once
 * where nothing is; a job that pauses in the middle of a step is called back to settle it.
 */
export async function stopJob(
  db: Db,
  queue: JobQueue,
  jobId: string,
  reason: string,
  at: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId)).for('update')
    if (!job || !UNDER_WAY.includes(job.state)) return
    const revision = job.revision + 1
    const ticket = job.state === 'paused' ? randomUUID() : job.ticket
    await tx.update(jobs).set({ state: 'cancelled', reason, revision, ticket }).where(eq(jobs.id, jobId))
    await endUnsent(tx, jobId, revision, { code: 'cancelled', message: 'Stopped before this was sent.' })
    await tx
      .update(jobSteps)
      .set({ state: 'cancelled', endedAt: at, revision })
      .where(and(eq(jobSteps.jobId, jobId), eq(jobSteps.state, 'queued')))
    const [open] = await tx
      .select()
      .from(jobSteps)
      .where(and(eq(jobSteps.jobId, jobId), eq(jobSteps.state, 'running')))
      .limit(1)
    if (!open) await tx.update(jobs).set({ endedAt: at, pausedUntil: null }).where(eq(jobs.id, jobId))
    else if (job.state === 'paused') await queue.send(tx, job.kind, { jobId, ticket })
    await tx.execute(sayChanged(jobId))
  })
}

/**
 * Puts what the last process was running into the queue again, under new tickets. Only for a database that one process has
 * at a time: with several, the queue's heartbeats say who is gone.
 */
export async function callBackLeftBehind(db: Db, queue: JobQueue): Promise<string[]> {
  return db.transaction(async (tx) => {
    const left = await tx
      .select()
      .from(jobs)
      // Those that wait too: the last process may have been handed one that it had not taken yet.
      .where(and(isNull(jobs.endedAt), ne(jobs.state, 'paused')))
    for (const { id: jobId, kind } of left) {
      const ticket = randomUUID()
      await tx.update(jobs).set({ ticket }).where(eq(jobs.id, jobId))
      await queue.send(tx, kind, { jobId, ticket })
    }
    return left.map((job) => job.id)
  })
}

/** Ends a job that no process could run to its end. */
export async function giveUpJob(db: Db, jobId: string, ticket: string, end: JobEnd, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const [job] = await tx.select().from(jobs).where(eq(jobs.id, jobId)).for('update')
    if (!job || job.endedAt || job.ticket !== ticket) return
    const revision = job.revision + 1
    await tx
      .update(jobs)
      .set({ revision, attempt: job.attempt + 1 })
      .where(eq(jobs.id, jobId))
    await closeJob(tx, jobId, revision, end, at)
    await tx.execute(sayChanged(jobId))
  })
}

function stepOf(jobId: string, index: number) {
  return and(eq(jobSteps.jobId, jobId), eq(jobSteps.index, index))
}
