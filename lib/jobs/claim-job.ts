import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobs } from '#lib/db/schema.ts'
import { sayChanged } from './job-changes.ts'
import { JobStopped, JobTaken } from './job-kind.ts'
import type { StoredJob } from './job-store.ts'

/** A process's right to a job: `attempt` is outdated as soon as another process takes the job over. */
export interface Claim {
  jobId: string
  attempt: number
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
export async function change(
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
