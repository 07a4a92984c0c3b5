import { NextRequest } from 'next/server'
import NextAuth, { type CookieOption, type NextAuthOptions } from 'next-auth'
import type { Clearance } from '#lib/boot.ts'
import { clientOf } from '#lib/server/client-address.ts'
import { concurProvider, failureOf } from './concur-provider.ts'
import { createNextAuthAdapter } from './next-auth-adapter.ts'
import { safeCallbackPath } from './safe-callback-path.ts'
import { sessionCookieName } from './session-cookie.ts'
import { ABSOLUTE_LIMIT_MS, newSessionToken } from './session-store.ts'
import { SignInFailed } from './sign-in-failure.ts'

/** The only next-auth routes that this desk needs; all others, `_log` and `session` among them, do not exist. */
const OPEN_ROUTES = new Set(['GET csrf', 'POST signin/concur', 'GET callback/concur', 'POST signout'])

export interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>
}

/** next-auth behind a door of our own. */
export async function handleAuth(
  clearance: Clearance,
  request: NextRequest,
  context: AuthRouteContext,
): Promise<Response> {
  // A slash that was written as %2F is none between two segments.
  const action = (await context.params).nextauth.map(encodeURIComponent).join('/')
  if (!OPEN_ROUTES.has(`${request.method} ${action}`)) return new Response(null, { status: 404 })
  const { config } = clearance
  const client = clientOf(request.headers)
  const isCallback = action === 'callback/concur'
  // Concur names a failure `error_code`, which next-auth does not know.
  if (isCallback && request.nextUrl.searchParams.has('error_code'))
    return backToSignIn(config.appUrl, 'denied')

  const cookieName = sessionCookieName(config.secure)
  const earlier = request.cookies.get(cookieName)?.value
  const person = action === 'signout' && earlier ? await clearance.sessions.find(earlier) : null
  let failure: SignInFailed | undefined
  const options = authOptions(clearance, client, isCallback ? 'callback' : 'other', (error) => {
    failure = failureOf(error)
    clearance.log.warn({ failure: failure.failure, client, err: error }, 'sign-in failed')
  })
  const answer = await NextAuth(
    action === 'signin/concur' ? withoutQuery(request) : request,
    context,
    options,
  )
  if (!(answer instanceof Response)) throw new TypeError('next-auth gave no response.')
  if (failure) return backToSignIn(config.appUrl, failure.failure, answer)
  // Without the state cookie next-auth fails by itself and leads to its own error page, which is closed here.
  const location = answer.headers.get('location')
  if (isCallback && location?.startsWith(`${config.appUrl}/api/auth/error`))
    return backToSignIn(config.appUrl, location.includes('error=OAuthCallback') ? 'state' : 'failed', answer)
  const opensSession = answer.headers.getSetCookie().some((cookie) => cookie.startsWith(`${cookieName}=`))
  // The session from before this sign-in ends with it: a token that somebody planted is worth nothing.
  if (isCallback && earlier && opensSession) await clearance.sessions.end(earlier)
  // A sign-out without next-auth's token against forged forms ends nothing, and then nothing is recorded.
  if (person && earlier && !(await clearance.sessions.find(earlier)))
    await clearance.audit(person).record('sign-out', { kind: 'session', key: person.id, label: person.name })
  return answer
}

function authOptions(
  clearance: Clearance,
  client: string,
  during: 'callback' | 'other',
  onFailure: (error: unknown) => void,
): NextAuthOptions {
  const { config, log } = clearance
  return {
    secret: config.authSecret,
    useSecureCookies: config.secure,
    adapter: createNextAuthAdapter(clearance.database.db, clearance.sessions, during),
    providers: [
      concurProvider({
        authorizeUrl: clearance.authorizeUrl,
        clientId: config.concur.clientId,
        scopes: config.concur.scopes,
        completeSignIn: (...code) => withinLimit(clearance, client, code),
        onFailure,
      }),
    ],
    session: {
      strategy: 'database',
      maxAge: ABSOLUTE_LIMIT_MS / 1000,
      generateSessionToken: newSessionToken,
    },
    cookies: {
      sessionToken: hostCookie(sessionCookieName(config.secure), config.secure),
      ...(config.secure ? signInCookies : {}),
    },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    callbacks: { redirect: ({ url }) => config.appUrl + safeCallbackPath(url, config.appUrl) },
    // next-auth logs whole provider answers: only its code and the error's name go into our log.
    logger: {
      error: (code, detail) =>
        log.error({ code, error: detail instanceof Error ? detail.name : undefined }, 'next-auth'),
      warn: (code) => log.warn({ code }, 'next-auth'),
      debug: () => {},
    },
  }
}

/** Only what asks Concur about a code counts, and only if it fails: no page elsewhere can use up what an office has. */
async function withinLimit(
  { signInLimit, completeSignIn }: Clearance,
  client: string,
  code: Parameters<Clearance['completeSignIn']>,
) {
  if (!(await signInLimit.take(client)))
    throw new SignInFailed('often', 'Too many sign-ins from there have failed.')
  const signedIn = await completeSignIn(...code)
  await signInLimit.giveBack(client)
  return signedIn
}

const hostCookie = (name: string, secure: boolean): CookieOption => ({
  name,
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
})

/**
 * next-auth binds only its CSRF cookie to this very origin: with the others a sister site could plant a state of its own and
 * sign somebody in as another person.
 */
const signInCookies = {
  callbackUrl: hostCookie('__Host-next-auth.callback-url', true),
  csrfToken: hostCookie('__Host-next-auth.csrf-token', true),
  state: hostCookie('__Host-next-auth.state', true),
  nonce: hostCookie('__Host-next-auth.nonce', true),
}

/** next-auth copies the query of a sign-in into the authorize URL: nobody outside may add to it. */
function withoutQuery(request: NextRequest): NextRequest {
  const url = new URL(request.url)
  url.search = ''
  return new NextRequest(url, request)
}

function backToSignIn(appUrl: string, failure: string, answer?: Response): Response {
  const headers = new Headers({ location: `${appUrl}/sign-in?error=${failure}` })
  for (const cookie of answer?.headers.getSetCookie() ?? []) headers.append('set-cookie', cookie)
  return new Response(null, { status: 302, headers })
}
