import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** A company's whole office may stand behind one address: what succeeds is given back, so that only failures add up. */
const TRIES = 20
const WITHIN_SECONDS = 60

/** A callback with the right state asks Concur about its code, whoever made it up: somebody who guesses codes is asked to wait instead. */
export interface SignInLimit {
  /** Whether another try is taken from there; it counts until it is given back. */
  take(client: string): Promise<boolean>
  giveBack(client: string): Promise<void>
}

export function createSignInLimit(): SignInLimit {
  const tries = new RateLimiterMemory({ points: TRIES, duration: WITHIN_SECONDS })
  return {
    async take(client) {
      try {
        await tries.consume(client)
        return true
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return false
      }
    },
    async giveBack(client) {
      await tries.reward(client)
    },
  }
}
