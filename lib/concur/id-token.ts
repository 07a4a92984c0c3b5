import { createLocalJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { errorOf, parseJson } from './error-envelope.ts'
import { ConcurMalformed, ConcurUnavailable } from './errors.ts'
import { exchange } from './exchange.ts'
import { checkGeolocation, GeolocationRefused } from './geolocation.ts'
import type { OAuthClient } from './oauth.ts'

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

/** So long keys are good without asking again. */
const KEEP_MS = 600_000
/** A key that they do not hold is no reason to ask again within this time: anybody can name one. */
const COOL_DOWN_MS = 30_000

interface KeptKeys {
  find: JWTVerifyGetKey
  readAt: number
}

/** Keys are kept per issuer and read again when an unknown one signs (authentication/apidoc, "Verifying an id_token"). */
export function createIdTokenVerifier(
  client: Pick<OAuthClient, 'clientId' | 'allowed' | 'clock' | 'deadline' | 'fetch'>,
): IdTokenVerifier {
  const clock = client.clock ?? Date.now
  const kept = new Map<string, KeptKeys>()
  const underway = new Map<string, Promise<KeptKeys>>()

  function readOnce(issuer: string): Promise<KeptKeys> {
    const running = underway.get(issuer)
    if (running) return running
    const reading = read(issuer).finally(() => underway.delete(issuer))
    underway.set(issuer, reading)
    return reading
  }

  async function read(issuer: string): Promise<KeptKeys> {
    const answer = await exchange({
      operation: 'read keys',
      url: new URL('/oauth2/v0/jwks', issuer),
      method: 'GET',
      headers: { accept: 'application/json' },
      deadlineMs: 10_000,
      deadline: client.deadline,
      maxBytes: 256 * 1024,
      fetch: client.fetch ?? fetch,
    })
    if (answer.status !== 200) throw errorOf('read keys', answer, [], clock())
    const keys = keySet.parse(parseJson(new TextDecoder().decode(answer.bytes)))
    const fresh = { find: createLocalJWKSet(keys), readAt: clock() }
    kept.set(issuer, fresh)
    return fresh
  }

  const keysOf =
    (issuer: string): JWTVerifyGetKey =>
    async (header, token) => {
      const known = kept.get(issuer)
      const age = known ? clock() - known.readAt : Number.POSITIVE_INFINITY
      if (!known || age >= KEEP_MS) return (await readOnce(issuer).catch(notHad)).find(header, token)
      try {
        return await known.find(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || age < COOL_DOWN_MS) throw error
        return (await readOnce(issuer).catch(notHad)).find(header, token)
      }
    }

  return {
    async verify(idToken, nonce) {
      try {
        const named = decodeJwt(idToken).iss ?? ''
        const issuer = checkGeolocation(named, client.allowed)
        const { payload } = await jwtVerify(idToken, keysOf(issuer), {
          algorithms: ['RS256'],
          issuer: named,
          audience: client.clientId,
          clockTolerance: 60,
          requiredClaims: ['sub', 'exp', 'iat'],
          currentDate: new Date(clock()),
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

const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** Whatever keeps the keys away, nobody can sign in until they are there. */
function notHad(cause: unknown): never {
  throw new ConcurUnavailable('the keys of the id_token cannot be had', { operation, sent: 'no', cause })
}

function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JOSEError)
    return new ConcurMalformed(`the id_token is not good (${error.code})`, { operation, sent: 'no' })
  if (error instanceof GeolocationRefused || error instanceof z.ZodError)
    return new ConcurMalformed('the id_token names an unknown issuer, nobody or another sign-in', {
      operation,
      sent: 'no',
    })
  return error
}
