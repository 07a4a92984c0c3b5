import { randomUUID } from 'node:crypto'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobs } from '#lib/db/schema.ts'
import { type Claim, change } from './claim-job.ts'
import type { JobQueue } from './job-queue.ts'
import type { StoredJob } from './job-store.ts'

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
