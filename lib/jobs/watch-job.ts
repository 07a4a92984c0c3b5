import type { Context } from '#lib/context.ts'
import { type JobEvent, jobEvents, readPosition } from './job-events.ts'
import { ownJob } from './own-job.ts'

/** The events of one's own job, until it ends, the page is closed, the session is over or the desk is stopped. */
export async function watchJob(
  context: Context,
  jobId: string,
  from: string | null,
  closed: AbortSignal,
): Promise<AsyncGenerator<JobEvent | undefined>> {
  const job = await ownJob(context, jobId)
  const { db, jobs, stopping } = context
  const events = jobEvents(
    { db, changes: jobs.changes },
    job,
    readPosition(from),
    AbortSignal.any([closed, stopping]),
  )
  return whileSignedIn(events, context.stillSignedIn)
}

async function* whileSignedIn<T>(
  events: AsyncGenerator<T | undefined>,
  stillSignedIn: () => Promise<boolean>,
): AsyncGenerator<T | undefined> {
  for await (const event of events) {
    if (event === undefined && !(await stillSignedIn())) return
    yield event
  }
}
