import type { Context } from '#lib/context.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { ownJob } from './own-job.ts'
import { presentJob } from './read-jobs.ts'

/** Stops a job. What is with Concur ends first; a job that already ended stays as it is. */
export async function cancelJob(context: Context, jobId: string): Promise<Job> {
  await ownJob(context, jobId)
  await context.jobs.cancel(jobId)
  return presentJob(context.db, await ownJob(context, jobId))
}
