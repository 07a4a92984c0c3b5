import { and, eq, exists, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobSteps, jobs } from '#lib/db/schema.ts'
import { type Claim, change } from './claim-job.ts'
import { JobStopped } from './job-kind.ts'

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

function stepOf(jobId: string, index: number) {
  return and(eq(jobSteps.jobId, jobId), eq(jobSteps.index, index))
}
