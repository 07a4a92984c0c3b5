import { z } from 'zod'
import { cleaned, errorOf, parseJson } from './error-envelope.ts'
import { ConcurError, type ConcurErrorFacts } from './errors.ts'
import type { Answer } from './exchange.ts'

/** What follows from a refusal, for the one who decides what to tell the person. */
export type OAuthMeaning =
  | 'grant-dead'
  | 'lives-elsewhere'
  | 'bad-client'
  | 'bad-code'
  | 'scope-exceeded'
  | 'account-locked'
  | 'other'

/** Response codes of authentication/apidoc, "/token". */
const meanings = new Map<number, OAuthMeaning>([
  [108, 'grant-dead'], // bad or expired refresh token
  [105, 'grant-dead'], // this grant was not issued to you
  [123, 'grant-dead'], // principal is disabled
  [16, 'lives-elsewhere'],
  [61, 'bad-client'], // client not found
  [64, 'bad-client'], // incorrect credentials of the client
  [59, 'bad-client'], // client disabled
  [103, 'bad-code'], // bad or expired code
  [104, 'bad-code'], // redirect_uri does not match the previous grant
  [54, 'scope-exceeded'],
  [14, 'account-locked'],
  [10, 'account-locked'], // account is disabled
  [11, 'account-locked'],
])

/** The token endpoint refused: `{code, error, error_description, geolocation}`. Show `concurMessage` to the person, as SAP asks. */
export class OAuthRefused extends ConcurError {
  static override readonly errorName: string = 'OAuthRefused'
  /** Concur's number, e.g. 108, or null when the answer held none. */
  readonly code: number | null
  /** The OAuth word, e.g. `invalid_grant`. */
  readonly error: string | null
  readonly meaning: OAuthMeaning
  /** True when the refresh token will never work again: the person must sign in. */
  readonly grantIsDead: boolean
  /** Where the person lives (code 16), unchecked: pass it through `checkGeolocation`. */
  readonly geolocation: string | null

  constructor(
    facts: ConcurErrorFacts & { code: number | null; error: string | null; geolocation: string | null },
  ) {
    super(`Concur's sign-in refused${facts.code === null ? '' : ` with code ${facts.code}`}`, facts)
    this.code = facts.code
    this.error = facts.error
    this.meaning = meanings.get(facts.code ?? -1) ?? 'other'
    this.grantIsDead = this.meaning === 'grant-dead'
    this.geolocation = facts.geolocation
  }
}

const refusal = z.object({
  code: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .nullish()
    .catch(null),
  error: z.string().max(200),
  error_description: z.string().nullish().catch(null),
  geolocation: z.string().max(500).nullish().catch(null),
})

/** The error of a token answer from status 400: `OAuthRefused` where it speaks OAuth, else as any other call's. */
export function oauthRefusalOf(
  operation: string,
  answer: Answer,
  secrets: string[],
  now: number,
): ConcurError {
  const parsed = refusal.safeParse(parseJson(new TextDecoder().decode(answer.bytes)))
  if (!parsed.success || answer.status >= 500 || answer.status === 429) {
    return errorOf(operation, answer, secrets, now)
  }
  return new OAuthRefused({
    operation,
    sent: 'no',
    httpStatus: answer.status,
    correlationId: answer.correlationId,
    concurMessage: cleaned(parsed.data.error_description ?? undefined, secrets),
    code: parsed.data.code ?? null,
    error: cleaned(parsed.data.error, secrets) ?? null,
    geolocation: parsed.data.geolocation ?? null,
  })
}
