import { createRemoteJWKSet, customFetch, decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { ConcurMalformed, ConcurUnavailable } from './errors.ts'
import { type AllowedOrigins, checkGeolocation, GeolocationRefused } from './geolocation.ts'

/** Who an id_token speaks of. `sub` is the person's (or company's) UUID, `issuer` an allowed origin. */
export interface IdTokenClaims {
  sub: string
  issuer: string
  /** `concur.type`: `user` or `company`; null when absent. */
  principal: string | null
}

export interface IdTokenVerifier {
  /**
   * Checks signature (RS256, keys of `{issuer}/oauth2/v0/jwks`), issuer, audience and times, 60 s of tolerance, and that a
   * nonce in it is the one of this sign-in: Concur knows nonces (error 117) but promises none. Throws `ConcurMalformed` for a
   * token that is not good, `ConcurUnavailable` when the keys cannot be had.
   */
  verify(idToken: string, nonce?: string): Promise<IdTokenClaims>
}

/** Keys are kept per issuer and fetched again when an unknown one signs (authentication/apidoc, "Verifying an id_token"). */
export function createIdTokenVerifier(options: {
  clientId: string
  allowed: AllowedOrigins
  clock?: () => number
  fetch?: typeof fetch
}): IdTokenVerifier {
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>()

  function keysOf(issuer: string) {
    const known = keySets.get(issuer)
    if (known) return known
    const keys = createRemoteJWKSet(new URL('/oauth2/v0/jwks', issuer), {
      timeoutDuration: 10_000,
      ...(options.fetch ? { [customFetch]: options.fetch } : {}),
    })
    keySets.set(issuer, keys)
    return keys
  }

  return {
    async verify(idToken, nonce) {
      try {
        const named = decodeJwt(idToken).iss ?? ''
        const issuer = checkGeolocation(named, options.allowed)
        const { payload } = await jwtVerify(idToken, keysOf(issuer), {
          algorithms: ['RS256'],
          issuer: named,
          audience: options.clientId,
          clockTolerance: 60,
          requiredClaims: ['sub', 'exp', 'iat'],
          currentDate: new Date((options.clock ?? Date.now)()),
        })
        if (payload.nonce !== undefined) z.literal(nonce).parse(payload.nonce)
        return {
          sub: z.string().min(1).max(100).parse(payload.sub),
          issuer,
          principal: z.string().nullable().catch(null).parse(payload['concur.type']),
        }
      } catch (error) {
        throw refusalOf(error)
      }
    },
  }
}

const operation = 'verify id_token'

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JOSEError && !isKeyTrouble(error)) {
    return new ConcurMalformed(`the id_token is not good (${error.code})`, { operation, sent: 'no' })
  }
  if (error instanceof GeolocationRefused || error instanceof z.ZodError) {
    return new ConcurMalformed('the id_token names an unknown issuer, nobody or another sign-in', {
      operation,
      sent: 'no',
    })
  }
  return new ConcurUnavailable('the keys of the id_token cannot be had', { operation, sent: 'no' })
}

function isKeyTrouble(error: InstanceType<typeof errors.JOSEError>): boolean {
  return (
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  )
}
