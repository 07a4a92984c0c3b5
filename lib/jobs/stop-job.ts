import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobSteps, jobs } from '#lib/db/schema.ts'
import { endUnsent } from './end-job.ts'
import { sayChanged } from './job-changes.ts'
import type { JobQueue } from './job-queue.ts'
import { UNDER_WAY } from './job-store.ts'

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
