import { RateLimiterMemory } from 'rate-limiter-flexible'

/** A company's whole office may stand behind one address, so only what fails counts. */
const FAILURES = 20
const WITHIN_SECONDS = 60

/** Each callback asks Concur about its code, whoever sends it: somebody who guesses codes is asked to wait instead. */
export interface SignInLimit {
  isReached(client: string): Promise<boolean>
  countFailure(client: string): Promise<void>
}

export function createSignInLimit(): SignInLimit {
  const failures = new RateLimiterMemory({ points: FAILURES, duration: WITHIN_SECONDS })
  return {
    async isReached(client) {
      return ((await failures.get(client))?.consumedPoints ?? 0) >= FAILURES
    },
    async countFailure(client) {
      await failures.penalty(client)
    },
  }
}
