import { and, eq } from 'drizzle-orm'
import type { Context } from '#lib/context.ts'
import { jobs } from '#lib/db/schema.ts'
import type { StoredJob } from '#lib/jobs/job-store.ts'
import { notFound } from '#lib/refusal.ts'
import { SCAN_EXCEPTIONS } from './scan-input.ts'

/** A scan of the signed-in person. Somebody else's answers as if it did not exist. */
export async function ownScan({ db, person }: Context, jobId: string): Promise<StoredJob> {
  const [found] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, SCAN_EXCEPTIONS), eq(jobs.personId, person.id), eq(jobs.id, jobId)))
  if (!found) throw notFound('There is no such scan of yours.')
  return found
}
