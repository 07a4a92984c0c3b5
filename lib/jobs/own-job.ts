import type { Context } from '#lib/context.ts'
import { notFound } from '#lib/refusal.ts'
import { findJob } from './job-store.ts'

/** A job of the signed-in person. Somebody else's job answers as if it did not exist. */
export async function ownJob(context: Context, jobId: string) {
  const job = await findJob(context.db, jobId)
  if (!job || job.personId !== context.person.id) throw notFound('There is no such job of yours.')
  return job
}
