import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '#lib/refusal.ts'
import { CALLS_A_SECOND, CALLS_IN_A_BURST } from './limits.ts'

export interface RateLimit {
  /** @throws Refusal 429 with the seconds until another call is taken. */
  take(personId: string): Promise<void>
}

/** A second's worth of calls, and above it a burst that fills up again within ten seconds. */
export function createRateLimit(): RateLimit {
  const limiter = new BurstyRateLimiter(
    new RateLimiterMemory({ points: CALLS_A_SECOND, duration: 1 }),
    new RateLimiterMemory({ keyPrefix: 'burst', points: CALLS_IN_A_BURST - CALLS_A_SECOND, duration: 10 }),
  )
  return {
    async take(personId) {
      try {
        await limiter.consume(personId)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        throw new Refusal(
          'too-many-calls',
          429,
          `This desk takes ${CALLS_A_SECOND} calls a second from one person. Nothing was changed: try again in ${retryAfterSeconds} s.`,
          { retryAfterSeconds },
        )
      }
    },
  }
}
