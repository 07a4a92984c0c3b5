import {
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel'
import { ConcurBusy, type ConcurError, ConcurTimeout, ConcurUnavailable } from './errors.ts'
import { type Answer, abandoned } from './exchange.ts'

export interface CircuitOptions {
  /** Failures in a row that open the circuit. */
  failures: number
  /** How long it stays open before one call tests the host, in milliseconds. */
  openMs: number
  /** Calls in flight at one origin, and calls that may wait for a place. */
  inFlight: number
  waiting: number
}

export const circuitDefaults: CircuitOptions = { failures: 5, openMs: 30_000, inFlight: 16, waiting: 256 }

export type Outcome = { answer: Answer } | { error: ConcurError }

export interface Circuit {
  /** Whether calls are held back: open, or with one call on its way to test the host. */
  readonly isOpen: boolean
  /** Runs one exchange. Never throws for what Concur does; an open circuit or a full queue is an outcome with `sent: 'no'`. */
  run(operation: string, call: () => Promise<Outcome>, signal?: AbortSignal): Promise<Outcome>
}

/** One per origin: a data center that is down must not hold up calls to another. Reads and writes both count. */
export function createCircuit(options: CircuitOptions, clock: () => number): Circuit {
  const places = bulkhead(options.inFlight, options.waiting)
  const breaker = circuitBreaker(handleWhenResult(isOutage), {
    breaker: new ConsecutiveBreaker(options.failures),
    halfOpenAfter: options.openMs,
  })
  let openedAt = 0
  breaker.onBreak(() => {
    openedAt = clock()
  })

  const refusal = (operation: string): Outcome => ({
    error: new ConcurUnavailable('not called, because the last calls to this data center failed', {
      operation,
      sent: 'no',
      retryAfterMs: Math.max(openedAt + options.openMs - clock(), 1000),
    }),
  })

  return {
    get isOpen() {
      return breaker.state !== CircuitState.Closed
    },
    async run(operation, call, signal) {
      try {
        return await places.execute(async () => {
          // One call tests the host; the library would let the others wait for it, a person should not.
          if (breaker.state === CircuitState.HalfOpen) return refusal(operation)
          let called = false
          try {
            return await breaker.execute(() => {
              called = true
              return call()
            })
          } catch (error) {
            if (!called) return refusal(operation)
            throw error
          }
        }, signal)
      } catch (error) {
        if (error instanceof BulkheadRejectedError) {
          return {
            error: new ConcurBusy('too many calls wait already', {
              operation,
              sent: 'no',
              retryAfterMs: 1000,
            }),
          }
        }
        if (signal?.aborted) return { error: abandoned(operation, 'no') }
        throw error
      }
    },
  }
}

/** 503, a time-out, or no connection. Any other answer, a 404 or a 500 alike, shows that somebody is there. */
function isOutage(outcome: unknown): boolean {
  if (typeof outcome !== 'object' || outcome === null || !('error' in outcome)) return false
  const { error } = outcome
  if (error instanceof ConcurTimeout) return !error.abandoned
  return error instanceof ConcurUnavailable && (error.httpStatus === undefined || error.httpStatus === 503)
}
