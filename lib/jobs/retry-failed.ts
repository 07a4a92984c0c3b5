import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/refusal.ts'
import { ownJob } from './own-job.ts'

/** A new job of what did not end as done. @throws Refusal 409 while the job is under way, or when there is nothing to try again */
export async function retryFailed(context: Context, jobId: string): Promise<{ jobId: string }> {
  const job = await ownJob(context, jobId)
  if (!job.endedAt)
    throw new Refusal(
      'not-now',
      409,
      'This job is still under way. Stop it or wait, then retry what is left.',
    )
  const retried = await context.jobs.retry(context, job)
  if (!retried)
    throw new Refusal('not-now', 409, 'Nothing of this job can be tried again. Nothing was started.')
  return { jobId: retried }
}
