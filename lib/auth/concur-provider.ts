import { timingSafeEqual } from 'node:crypto'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { ConcurError } from '#lib/concur/errors.ts'
import { OAuthRefused } from '#lib/concur/oauth.ts'
import { SignInFailed } from './sign-in-failure.ts'

/** What the sign-in hands to next-auth: no token is in it. */
export interface SignedIn {
  personId: string
  name: string
  login: string
}

export interface ConcurProviderParts {
  authorizeUrl: string
  clientId: string
  scopes: string[]
  /** Exchanges the code at the token endpoint, verifies the id_token, stores person and grant. */
  completeSignIn(code: string, redirectUri: string, nonce: string | undefined): Promise<SignedIn>
  /** Told why it failed: next-auth itself only says "OAuthCallback". */
  onFailure(error: unknown): void
}

export function concurProvider(parts: ConcurProviderParts): OAuthConfig<SignedIn> {
  let signedIn: SignedIn | undefined
  return {
    id: 'concur',
    name: 'SAP Concur',
    type: 'oauth',
    checks: ['state', 'nonce'],
    clientId: parts.clientId,
    // The secret is used by our own token request only; next-auth's client never calls the token endpoint.
    clientSecret: 'unused',
    authorization: { url: parts.authorizeUrl, params: { scope: parts.scopes.join(' ') } },
    token: {
      async request({ params, checks, provider }) {
        try {
          // next-auth leaves this comparison to a custom token request.
          if (!sameText(params.state, checks.state))
            throw new SignInFailed('state', 'The state of the callback is not the one of this browser.')
          if (!params.code) throw new SignInFailed('code', 'The callback brought no code.')
          signedIn = await parts.completeSignIn(params.code, provider.callbackUrl, nonceIn(checks))
          return { tokens: {} }
        } catch (error) {
          parts.onFailure(error)
          throw error
        }
      },
    },
    userinfo: {
      request() {
        if (!signedIn) throw new SignInFailed('failed', 'The sign-in ended without a person.')
        return { sub: signedIn.personId }
      },
    },
    profile() {
      if (!signedIn) throw new SignInFailed('failed', 'The sign-in ended without a person.')
      return { id: signedIn.personId, name: signedIn.name, email: signedIn.login }
    },
  }
}

/** The word that the sign-in page shows for an error. */
export function failureOf(error: unknown): SignInFailed {
  if (error instanceof SignInFailed) return error
  if (error instanceof OAuthRefused) {
    if (error.meaning === 'account-locked') return new SignInFailed('locked', error.message)
    if (error.meaning === 'scope-exceeded') return new SignInFailed('scope', error.message)
    if (error.meaning === 'bad-code') return new SignInFailed('code', error.message)
    return new SignInFailed('failed', error.message)
  }
  if (error instanceof ConcurError) return new SignInFailed('unavailable', error.message)
  return new SignInFailed('failed', error instanceof Error ? error.message : 'unknown')
}

/** next-auth hands it over, but its types do not know. */
function nonceIn(checks: object): string | undefined {
  return 'nonce' in checks && typeof checks.nonce === 'string' ? checks.nonce : undefined
}

function sameText(left: string | undefined, right: string | undefined): boolean {
  if (!left || !right) return false
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
