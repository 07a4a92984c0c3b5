import { and, asc, eq, inArray } from 'drizzle-orm'
import type { JobState } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobSteps, jobs } from '#lib/db/schema.ts'
import type { PendingRow } from './job-kind.ts'

export type StoredJob = typeof jobs.$inferSelect
export type StoredStep = typeof jobSteps.$inferSelect

/** Beyond it Postgres has no integer. */
export const LAST_ROW = 2_147_483_647

export const UNDER_WAY: JobState[] = ['queued', 'running', 'paused']

export async function findJob(db: Db, jobId: string): Promise<StoredJob | undefined> {
  const [found] = await db.select().from(jobs).where(eq(jobs.id, jobId))
  return found
}

export async function stepsOf(db: Db, jobIds: string[]): Promise<Map<string, StoredStep[]>> {
  if (jobIds.length === 0) return new Map()
  const found = await db
    .select()
    .from(jobSteps)
    .where(inArray(jobSteps.jobId, jobIds))
    .orderBy(asc(jobSteps.index))
  return Map.groupBy(found, (step) => step.jobId)
}

/** The steps that still have something to do, in order. */
export async function openSteps(db: Db, jobId: string): Promise<StoredStep[]> {
  return db
    .select()
    .from(jobSteps)
    .where(and(eq(jobSteps.jobId, jobId), inArray(jobSteps.state, ['queued', 'running'])))
    .orderBy(asc(jobSteps.index))
}

export async function pendingRows(db: Db, jobId: string, index: number): Promise<PendingRow[]> {
  return db
    .select({ row: jobRows.row, item: jobRows.item, startedAt: jobRows.startedAt })
    .from(jobRows)
    .where(and(eq(jobRows.jobId, jobId), eq(jobRows.step, index), eq(jobRows.outcome, 'pending')))
    .orderBy(asc(jobRows.row))
}
