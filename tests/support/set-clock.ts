import type { Timing } from '#lib/concur/transport.ts'

export interface SetClock {
  now: () => number
  /** For the desk. */
  timing: Timing
  /** The waits between tries since they were last cleared, in milliseconds. */
  waits: number[]
  advance(ms: number): void
  /** The database has a clock of its own: this one is never behind it. */
  catchUp(): void
}

/** A clock that stands still until it is moved. Whoever waits by it moves it and waits no real time. */
export function createSetClock(): SetClock {
  let at = Date.now()
  const waits: number[] = []
  const deadlines = new Map<AbortController, number>()

  function advance(ms: number): void {
    at += ms
    for (const [ends, when] of deadlines) {
      if (when > at) continue
      deadlines.delete(ends)
      ends.abort(new DOMException('The time is over.', 'TimeoutError'))
    }
  }

  return {
    now: () => at,
    waits,
    advance,
    catchUp: () => advance(Math.max(0, Date.now() - at)),
    timing: {
      clock: () => at,
      random: () => 0.5,
      async wait(ms) {
        waits.push(ms)
        advance(ms)
      },
      deadline(ms) {
        const ends = new AbortController()
        deadlines.set(ends, at + ms)
        return ends.signal
      },
    },
  }
}
