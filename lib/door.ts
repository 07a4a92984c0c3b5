import { Refusal } from './refusal.ts'

/** The way into a desk: it counts who is inside. Once it closes nobody enters, and those inside end what they came for. */
export interface Door {
  readonly isOpen: boolean
  /** @throws Refusal when the desk is being stopped */
  pass<T>(visit: () => Promise<T>): Promise<T>
  /** Resolves when nobody is inside any more. */
  close(): Promise<void>
}

export function createDoor(): Door {
  const inside = new Set<Promise<unknown>>()
  let closed = false
  return {
    get isOpen() {
      return !closed
    },
    async pass(visit) {
      if (closed) throw beingRestarted()
      const stay = visit()
      inside.add(stay)
      try {
        return await stay
      } finally {
        inside.delete(stay)
      }
    },
    async close() {
      closed = true
      await Promise.allSettled(inside)
    },
  }
}

export function beingRestarted(): Refusal {
  return new Refusal(
    'restarting',
    503,
    'Clearance is being restarted. Nothing was changed: try again in a moment.',
    { retryAfterSeconds: 5 },
  )
}
