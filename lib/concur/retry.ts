import { saysTokenIsOver } from './error-envelope.ts'
import { ConcurBusy, ConcurDeadlock, type ConcurError, ConcurTimeout, ConcurUnavailable } from './errors.ts'

/** Who waits: a person in front of a page, or a job that may come back later. */
export type RetryMode = 'page' | 'job'

export interface RetryQuestion {
  /** Tries made so far, the failed one included: 1 after the first. */
  attempt: number
  error: ConcurError
  isRead: boolean
  mode: RetryMode
  /** Epoch milliseconds. */
  now: number
  /** 0 up to 1, as `Math.random()`. */
  random: number
}

export type RetryDecision =
  | { retry: false }
  /** Wait so many milliseconds, then send again, here and now. */
  | { retry: true; afterMs: number }
  /** Leave, and let the job come back at this moment (epoch milliseconds). */
  | { retry: false; reschedule: true; at: number }

const FIVE_MINUTES = 300_000
/** A person waits no longer than this for a retry; beyond it they see a problem that counts down. */
const PAGE_PATIENCE = 2_000
/** A worker does not sit idle longer than this; beyond it the job is rescheduled. */
const JOB_PATIENCE = 10_000

const no: RetryDecision = { retry: false }

/** What to do after a failed call. Questions in order, the first that applies decides. Pure. */
export function decideRetry({ attempt, error, isRead, mode, now, random }: RetryQuestion): RetryDecision {
  // Rolled back, so nothing happened, read or write: "resend the request a short time later" (HTTP status codes, 400).
  if (error instanceof ConcurDeadlock) {
    return attempt > 3 ? no : { retry: true, afterMs: jitter(200 * 2 ** attempt, random) }
  }

  // Refused at the door, read or write: slow down. `retry-after` may be 0 or missing, so there is always a wait of our own.
  if (error instanceof ConcurBusy) {
    const afterMs = Math.max(error.retryAfterMs ?? 0, jitter(500 * 2 ** attempt, random))
    if (mode === 'page') return attempt > 1 || afterMs > PAGE_PATIENCE ? no : { retry: true, afterMs }
    if (attempt > 6) return no
    return afterMs > JOB_PATIENCE ? reschedule(now + afterMs) : { retry: true, afterMs }
  }

  // Nobody waits for it any more.
  if (error instanceof ConcurTimeout && error.abandoned) return no

  // A write that may have arrived is never repeated: who wrote it reads back what became of it.
  if (!isRead && error.sent !== 'no') return no

  // No answer, or none to be had. "Wait for 5 minutes then retry", and after a few tries stop and say so.
  if (error instanceof ConcurTimeout || error instanceof ConcurUnavailable) {
    if (mode === 'job')
      return attempt > 3 ? no : reschedule(now + Math.max(error.retryAfterMs ?? 0, FIVE_MINUTES))
    // The person has waited for the deadline already, and an open circuit says how long it stays open.
    if (error instanceof ConcurTimeout || error.retryAfterMs !== undefined) return no
    return attempt > 1 ? no : { retry: true, afterMs: jitter(400, random) }
  }

  // Everything else is a verdict.
  return no
}

/** A token with less than this left counts as near its end, in milliseconds. */
export const NEAR_END = 120_000

export interface RefreshQuestion {
  httpStatus?: number
  /** Concur's words about the refusal. */
  words?: string
  /** Epoch milliseconds. */
  expiresAt: number
  now: number
  /** True when this call has refreshed already. */
  refreshed: boolean
}

/**
 * Whether a refused token is worth one refresh and one repeat. Concur says 401, but also 403 for an expired or revoked
 * token; a 403 on a fresh token is about roles, where a refresh would change nothing. Neither was carried out, so a
 * write may be repeated.
 */
export function decideRefresh({ httpStatus, words, expiresAt, now, refreshed }: RefreshQuestion): boolean {
  if (refreshed) return false
  if (httpStatus === 401) return true
  return httpStatus === 403 && (expiresAt - now < NEAR_END || saysTokenIsOver(words))
}

function reschedule(at: number): RetryDecision {
  return { retry: false, reschedule: true, at }
}

/** Half of the wait is fixed, half is chance, so that callers refused together do not come back together. */
function jitter(ms: number, random: number): number {
  return Math.round(ms / 2 + (ms / 2) * random)
}
