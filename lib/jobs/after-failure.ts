import {
  ConcurBusy,
  ConcurError,
  ConcurForbidden,
  ConcurNotFound,
  ConcurSessionExpired,
  ConcurTimeout,
  ConcurUnavailable,
} from '#lib/concur/errors.ts'
import { PauseJob, StopJob } from './job-kind.ts'

/** "If the request continues to fail after a few retries" (HTTP status codes, 503): so often a job pauses before it gives up. */
export const PAUSES = 3
/** "Wait for 5 minutes then retry" (HTTP status codes). */
export const FIVE_MINUTES = 300_000

export type AfterFailure =
  | { does: 'pause'; until: Date; reason: string }
  | { does: 'stop'; code: string; reason: string }

/** What becomes of a job whose step threw. Null where the error is none of Concur's: then something of ours is broken. Pure. */
export function afterFailure(
  error: unknown,
  { pauses, now }: { pauses: number; now: Date },
): AfterFailure | null {
  if (error instanceof StopJob) return { does: 'stop', code: error.code, reason: error.reason }
  const pause = pauseFor(error, now)
  if (pause && pauses < PAUSES) return { does: 'pause', until: pause.until, reason: pause.reason }
  if (pause)
    return {
      does: 'stop',
      code: 'concur-away',
      reason: `${pause.reason} The job paused ${PAUSES} times and gave up.`,
    }
  if (error instanceof ConcurSessionExpired)
    return {
      does: 'stop',
      code: 'session-expired',
      reason: 'Concur no longer accepts your sign-in. Sign in again, then retry what was not sent.',
    }
  if (error instanceof ConcurForbidden)
    return { does: 'stop', code: 'forbidden', reason: `Concur does not allow you this: ${wordsOf(error)}` }
  if (error instanceof ConcurNotFound)
    return {
      does: 'stop',
      code: 'not-found',
      reason: `Concur does not know this any more: ${wordsOf(error)}`,
    }
  if (error instanceof ConcurError)
    return { does: 'stop', code: error.name, reason: `Concur refused: ${wordsOf(error)}` }
  return null
}

/** The rest that Concur asks for by this error; null where none would help. */
export function pauseFor(error: unknown, now: Date): PauseJob | null {
  if (error instanceof PauseJob) return error
  if (error instanceof ConcurBusy)
    return new PauseJob(
      later(now, Math.max(error.retryAfterMs ?? 0, 60_000)),
      'Concur asks everybody to slow down.',
    )
  if (error instanceof ConcurUnavailable)
    return new PauseJob(
      later(now, Math.max(error.retryAfterMs ?? 0, FIVE_MINUTES)),
      'Concur cannot be reached.',
    )
  if (error instanceof ConcurTimeout)
    return new PauseJob(later(now, FIVE_MINUTES), 'Concur gave no answer within a minute.')
  return null
}

const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

const wordsOf = (error: ConcurError) => error.concurMessage ?? error.message
