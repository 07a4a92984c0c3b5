import { and, eq, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobLanes, jobs } from '#lib/db/schema.ts'
import { sayChanged } from './job-changes.ts'

/** Renewed well before: a holder that is silent for so long is gone. By the database's clock, which all processes share. */
const HOLD = sql`now() + interval '45 seconds'`
export const RENEW_LANE_MS = 10_000

/** Takes the lane for one step; false while another job has it, or waits for it longer than this one. */
export async function takeLane(db: Db, lane: string, jobId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.insert(jobLanes).values({ lane }).onConflictDoNothing()
    const [held] = await tx
      .select({ jobId: jobLanes.jobId, over: sql<boolean>`coalesce(${jobLanes.heldUntil} < now(), true)` })
      .from(jobLanes)
      .where(eq(jobLanes.lane, lane))
      .for('update')
    if (held?.jobId && held.jobId !== jobId && !held.over) return false
    if (held?.jobId !== jobId && (await somebodyWaitsLonger(tx, lane, jobId))) return false
    await tx.update(jobLanes).set({ jobId, heldUntil: HOLD }).where(eq(jobLanes.lane, lane))
    return true
  })
}

async function somebodyWaitsLonger(tx: Db, lane: string, jobId: string): Promise<boolean> {
  const mine = tx.select({ turnAt: jobs.turnAt }).from(jobs).where(eq(jobs.id, jobId))
  const longer = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.lane, lane),
        ne(jobs.id, jobId),
        eq(jobs.state, 'running'),
        isNull(jobs.endedAt),
        lt(jobs.turnAt, sql`(${mine})`),
      ),
    )
    .limit(1)
  return longer.length > 0
}

export async function renewLane(db: Db, lane: string, jobId: string): Promise<void> {
  await db
    .update(jobLanes)
    .set({ heldUntil: HOLD })
    .where(and(eq(jobLanes.lane, lane), eq(jobLanes.jobId, jobId)))
}

/** The step is over: the job goes to the end of the line, and whoever waits looks again. */
export async function leaveLane(db: Db, lane: string, jobId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(jobs).set({ turnAt: sql`now()` }).where(eq(jobs.id, jobId))
    await tx
      .update(jobLanes)
      .set({ jobId: null, heldUntil: null })
      .where(and(eq(jobLanes.lane, lane), eq(jobLanes.jobId, jobId)))
    await tx.execute(sayChanged(lane))
  })
}
