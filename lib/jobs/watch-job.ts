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
  const { jobs, stopping } = context
  const events = jobEvents(jobs, job, readPosition(from), AbortSignal.any([closed, stopping]))
  return whileSignedIn(events, context)
}

/** As often as a stream without events gives a sign of life. */
const ASK_EVERY_MS = 15_000

async function* whileSignedIn<T>(
  events: AsyncGenerator<T | undefined>,
  { stillSignedIn, now }: Pick<Context, 'stillSignedIn' | 'now'>,
): AsyncGenerator<T | undefined> {
  let askedAt = now().getTime()
  for await (const event of events) {
    // A job whose rows end one after the other is never silent.
    if (event === undefined || now().getTime() - askedAt >= ASK_EVERY_MS) {
      if (!(await stillSignedIn())) return
      askedAt = now().getTime()
    }
    yield event
  }
}
