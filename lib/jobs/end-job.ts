import { setImmediate } from 'node:timers/promises'
import { and, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobSteps, jobs } from '#lib/db/schema.ts'
import { type Claim, change } from './claim-job.ts'
import { countInto } from './end-rows.ts'
import { sayChanged } from './job-changes.ts'
import { UNDER_WAY } from './job-store.ts'

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
export async function endUnsent(
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
