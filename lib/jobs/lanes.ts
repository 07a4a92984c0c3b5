import { and, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobLanes, jobs } from '#lib/db/schema.ts'
import type { Claim } from './claim-job.ts'
import { sayChanged } from './job-changes.ts'

/** Renewed well before: a holder that is silent for so long is gone. By the database's clock, which all processes share. */
const HOLD = sql`now() + interval '45 seconds'`
const NOW = sql`now()`
export const RENEW_LANE_MS = 10_000
/** Every job that waits looks more often than this: see `LOOK_AGAIN_MS`. */
const NOBODY_CAME = sql<boolean>`coalesce(${jobLanes.heldUntil} < now() - interval '6 seconds', true)`

/** Takes the lane for one step; false while another job has it, or waits for it longer than this one. */
export async function takeLane(db: Db, lane: string, { jobId }: Claim): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.insert(jobLanes).values({ lane, heldUntil: NOW }).onConflictDoNothing()
    const [held] = await tx
      .select({
        jobId: jobLanes.jobId,
        isOver: sql<boolean>`coalesce(${jobLanes.heldUntil} < now(), true)`,
        nobodyCame: NOBODY_CAME,
      })
      .from(jobLanes)
      .where(eq(jobLanes.lane, lane))
      .for('update')
    if (held?.jobId && held.jobId !== jobId && !held.isOver) return false
    if (held?.jobId !== jobId && (await somebodyWaitsLonger(tx, lane, jobId))) {
      if (!held?.nobodyCame) return false
      await sendToTheEnd(tx, lane, jobId)
    }
    await tx.update(jobLanes).set({ jobId, heldUntil: HOLD }).where(eq(jobLanes.lane, lane))
    return true
  })
}

async function somebodyWaitsLonger(tx: Db, lane: string, jobId: string): Promise<boolean> {
  const longer = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(waitsLonger(tx, lane, jobId))
    .limit(1)
  return longer.length > 0
}

/**
 * A job whose process died counts as running until another has it, which may have to wait for a job to end. If those that hold every
 * place waited for its turn, none ever would.
 */
async function sendToTheEnd(tx: Db, lane: string, jobId: string): Promise<void> {
  await tx
    .update(jobs)
    .set({ turnAt: NOW })
    .where(waitsLonger(tx, lane, jobId))
}

function waitsLonger(tx: Db, lane: string, jobId: string) {
  const mine = tx.select({ turnAt: jobs.turnAt }).from(jobs).where(eq(jobs.id, jobId))
  return and(
    eq(jobs.lane, lane),
    ne(jobs.id, jobId),
    eq(jobs.state, 'running'),
    isNull(jobs.endedAt),
    lt(jobs.turnAt, sql`(${mine})`),
  )
}

export async function renewLane(db: Db, lane: string, { jobId }: Claim): Promise<void> {
  await db
    .update(jobLanes)
    .set({ heldUntil: HOLD })
    .where(and(eq(jobLanes.lane, lane), eq(jobLanes.jobId, jobId)))
}

/**
 * The step is over: the job goes to the end of the line, and whoever waits looks again. Nothing happens once another process has
 * the job: the lane is in its hands then.
 */
export async function leaveLane(db: Db, lane: string, { jobId, attempt }: Claim): Promise<void> {
  const mine = and(eq(jobs.id, jobId), eq(jobs.attempt, attempt))
  await db.transaction(async (tx) => {
    await tx
      .update(jobLanes)
      .set({ jobId: null, heldUntil: NOW })
      .where(
        and(
          eq(jobLanes.lane, lane),
          inArray(jobLanes.jobId, tx.select({ id: jobs.id }).from(jobs).where(mine)),
        ),
      )
    await tx.update(jobs).set({ turnAt: NOW }).where(mine)
    await tx.execute(sayChanged(lane))
  })
}
