import { z } from 'zod'
import { parseJson } from './error-envelope.ts'
import { ConcurError, ConcurMalformed } from './errors.ts'
import { type Answer, exchange } from './exchange.ts'
import { type AllowedOrigins, checkGeolocation } from './geolocation.ts'
import { OAuthRefused, oauthRefusalOf } from './oauth-refused.ts'
import type { CallReport, Timing } from './transport.ts'

export { OAuthRefused } from './oauth-refused.ts'

/** The registered app and how to reach Concur's OAuth 2.0 service (authentication/apidoc). */
export interface OAuthClient extends Pick<Timing, 'clock' | 'deadline'> {
  clientId: string
  clientSecret: string
  allowed: AllowedOrigins
  userAgent: string
  fetch?: typeof fetch
  /** Default 30 s over one whole exchange. */
  deadlineMs?: number
  onCall?: (report: CallReport) => void
}

/** What a token answer grants. All moments are epoch milliseconds. */
export interface OAuthTokens {
  accessToken: string
  expiresAt: number
  /** Replaces the stored one before use: any refresh may rotate it. The one sent, when a refresh named none. */
  refreshToken: string
  refreshExpiresAt: number | null
  /** Granted scopes, which may be fewer than asked. */
  scopes: string[]
  /** Origin for every call with this token, and for its next refresh. Checked against the allow-list. */
  geolocation: string
  idToken: string | null
}

/**
 * Where a browser goes to sign in. `authOrigin` is the `www-` twin of the API host. Comes back with `code` and
 * `geolocation` (ignore that one), or with `error_code` and `error_description`.
 */
export function authorizeUrl(question: {
  authOrigin: string
  clientId: string
  redirectUri: string
  scopes: readonly string[]
  state: string
}): string {
  const url = new URL('/oauth2/v0/authorize', question.authOrigin)
  url.search = new URLSearchParams({
    client_id: question.clientId,
    redirect_uri: question.redirectUri,
    scope: question.scopes.join(' '),
    response_type: 'code',
    state: question.state,
  }).toString()
  return url.href
}

/** A code for tokens. `origin` is the app's own API host. Throws `OAuthRefused` (103: the code is bad or expired) or a `ConcurError`. */
export function exchangeCode(
  client: OAuthClient,
  { origin, code, redirectUri }: { origin: string; code: string; redirectUri: string },
): Promise<OAuthTokens> {
  return askForToken(client, 'exchange code', origin, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
  })
}

/**
 * A refresh token for new tokens, at the geolocation stored with it. Throws `OAuthRefused` with meaning `grant-dead` (108)
 * when the person must sign in again. After any other error the refresh token may still be good, or (`sent: 'maybe'`)
 * may have been rotated without us learning the new one.
 */
export function refresh(
  client: OAuthClient,
  {
    geolocation,
    refreshToken,
    scopes,
  }: { geolocation: string; refreshToken: string; scopes?: readonly string[] },
): Promise<OAuthTokens> {
  return askForToken(client, 'refresh token', geolocation, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    ...(scopes ? { scope: scopes.join(' ') } : {}),
  })
}

/** A company's first token: company id and one-time request token of the App Center (`credtype=authtoken`). */
export function passwordGrant(
  client: OAuthClient,
  { origin, companyId, requestToken }: { origin: string; companyId: string; requestToken: string },
): Promise<OAuthTokens> {
  return askForToken(client, 'company token', origin, {
    grant_type: 'password',
    username: companyId,
    password: requestToken,
    credtype: 'authtoken',
  })
}

async function askForToken(
  client: OAuthClient,
  operation: string,
  at: string,
  form: Record<string, string>,
): Promise<OAuthTokens> {
  const origin = checkGeolocation(at, client.allowed)
  try {
    return await postForm(client, operation, origin, form)
  } catch (error) {
    // Code 16: the person lives in another data center, which the answer names. Followed once, and only if allowed.
    const elsewhere =
      error instanceof OAuthRefused && error.meaning === 'lives-elsewhere' ? error.geolocation : null
    if (elsewhere === null) throw error
    const other = checkGeolocation(elsewhere, client.allowed)
    if (other === origin) throw error
    return postForm(client, operation, other, form)
  }
}

async function postForm(
  client: OAuthClient,
  operation: string,
  origin: string,
  form: Record<string, string>,
): Promise<OAuthTokens> {
  const body = new URLSearchParams({
    ...form,
    client_id: client.clientId,
    client_secret: client.clientSecret,
  })
  return reported(client, { operation, method: 'POST', origin }, async (hear) => {
    const answer = hear(
      await exchange({
        operation,
        url: new URL('/oauth2/v0/token', origin),
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': client.userAgent,
        },
        body: body.toString(),
        deadlineMs: client.deadlineMs ?? 30_000,
        deadline: client.deadline,
        maxBytes: 256 * 1024,
        fetch: client.fetch ?? fetch,
      }),
    )
    if (answer.status < 300) return readTokens(client, operation, origin, answer, form.refresh_token)
    throw oauthRefusalOf(operation, answer, secretsOf(client, form), now(client))
  })
}

/** Reports how a call ended, as the transport does for all others. `ask` hands over its answer as soon as it has one. */
async function reported<T>(
  client: OAuthClient,
  asked: Pick<CallReport, 'operation' | 'method' | 'origin'>,
  ask: (hear: (answer: Answer) => Answer) => Promise<T>,
): Promise<T> {
  const startedAt = now(client)
  const heard: Pick<CallReport, 'status' | 'correlationId'> = {}
  const report = (outcome: string) =>
    client.onCall?.({ ...asked, ...heard, attempt: 1, outcome, durationMs: now(client) - startedAt })
  try {
    const done = await ask((answer) => {
      heard.status = answer.status
      heard.correlationId = answer.correlationId
      return answer
    })
    report('done')
    return done
  } catch (error) {
    if (error instanceof ConcurError) report(error.name)
    throw error
  }
}

const seconds = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
])

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  refresh_token: z.string().min(1).nullish(),
  refresh_expires_in: seconds.nullish().catch(undefined),
  scope: z.string().nullish(),
  geolocation: z.string().nullish(),
  id_token: z.string().nullish(),
})

function readTokens(
  client: OAuthClient,
  operation: string,
  origin: string,
  answer: Answer,
  sentRefreshToken: string | undefined,
): OAuthTokens {
  const parsed = tokenAnswer.safeParse(parseJson(new TextDecoder().decode(answer.bytes)))
  const refreshToken = parsed.data?.refresh_token ?? sentRefreshToken
  if (!parsed.success || refreshToken === undefined) {
    throw new ConcurMalformed('the token answer is not what is documented', {
      operation,
      sent: 'yes',
      httpStatus: answer.status,
      correlationId: answer.correlationId,
    })
  }
  const token = parsed.data
  return {
    accessToken: token.access_token,
    expiresAt: now(client) + token.expires_in * 1000,
    refreshToken,
    refreshExpiresAt: token.refresh_expires_in ? epochMs(token.refresh_expires_in) : null,
    scopes: (token.scope ?? '').split(/\s+/).filter((scope) => scope !== ''),
    geolocation: token.geolocation ? checkGeolocation(token.geolocation, client.allowed) : origin,
    idToken: token.id_token ?? null,
  }
}

/** `refresh_expires_in` is an epoch in spite of its name: in seconds, in some answers milliseconds. */
function epochMs(epoch: number): number {
  return epoch < 100_000_000_000 ? epoch * 1000 : epoch
}

function secretsOf(client: OAuthClient, form: Record<string, string>): string[] {
  const { code = '', refresh_token = '', password = '' } = form
  return [client.clientSecret, code, refresh_token, password]
}

function now(client: OAuthClient): number {
  return (client.clock ?? Date.now)()
}
