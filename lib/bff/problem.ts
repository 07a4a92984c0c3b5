import { SealBroken } from '#lib/auth/sealed-text.ts'
import {
  ConcurBusy,
  ConcurConflict,
  ConcurDeadlock,
  ConcurError,
  ConcurForbidden,
  ConcurMalformed,
  ConcurNotFound,
  ConcurRefused,
  ConcurSessionExpired,
  ConcurTimeout,
  ConcurUnavailable,
} from '#lib/concur/errors.ts'
import { GeolocationRefused } from '#lib/concur/geolocation.ts'
import { InvalidId } from '#lib/concur/ids.ts'
import { XmlUnwritable } from '#lib/concur/xml-writer.ts'
import { concurTrace } from '#lib/concur-trace.ts'
import type { Problem, ProblemCode } from '#lib/contracts/problem.ts'
import { Refusal } from '#lib/refusal.ts'

/** A five minute rest, as Concur asks for after a time-out or a 503. */
const CONCUR_REST_SECONDS = 300

const titles: Record<ProblemCode, string> = {
  'bad-request': 'This cannot be sent as it is',
  'not-signed-in': 'You are not signed in',
  'session-expired': 'Concur asks you to sign in again',
  'cross-site': 'This call did not come from this desk',
  'not-found': 'This is not here',
  'too-large': 'This is too large',
  'unsupported-media-type': 'This type of content is not taken',
  'too-many-calls': 'Too many calls at once',
  'not-now': 'This cannot be done now',
  restarting: 'Clearance is being restarted',
  'concur-refused': 'Concur refused this',
  'concur-forbidden': 'Concur does not allow you to do this',
  'concur-not-found': 'Concur does not know this',
  'concur-conflict': 'Concur says that something changed meanwhile',
  'concur-busy': 'Concur is busy',
  'concur-unavailable': 'Concur is not available',
  'concur-timeout': 'Concur did not answer in time',
  'concur-malformed': 'Concur’s answer cannot be read',
  internal: 'Something went wrong in Clearance',
}

/** The one place where an error becomes HTTP. What happened, whether anything was changed, what to do next. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Refusal)
    return {
      ...problem(error.code, error.status, error.message, requestId),
      fields: error.fields,
      retryAfter: error.retryAfterSeconds,
      concur: error.concur,
    }
  if (error instanceof ConcurError) return concurProblem(error, requestId)
  if (error instanceof InvalidId || error instanceof XmlUnwritable)
    return problem('bad-request', 400, `${error.message} Nothing was sent to Concur.`, requestId)
  if (error instanceof SealBroken)
    return problem(
      'session-expired',
      401,
      'Your stored Concur grant cannot be opened any more. Nothing was changed. Sign in again: you come back to this place.',
      requestId,
    )
  if (error instanceof GeolocationRefused)
    return problem(
      'concur-unavailable',
      502,
      'Concur points to a host that this desk does not trust. Nothing was sent there. Ask whoever runs Clearance to look at CONCUR_ALLOWED_HOSTS.',
      requestId,
    )
  return problem(
    'internal',
    500,
    'An error of Clearance itself, not of Concur. Reload to see what stands; if it comes again, pass on the id below.',
    requestId,
  )
}

export function problemResponse(error: unknown, requestId: string): Response {
  const answer = problemOf(error, requestId)
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  if (answer.retryAfter !== undefined) headers.set('retry-after', String(answer.retryAfter))
  return new Response(JSON.stringify(answer), { status: answer.status, headers })
}

function problem(code: ProblemCode, status: number, detail: string, requestId: string): Problem {
  return { type: `/problems/${code}`, title: titles[code], status, detail, code, requestId }
}

function concurProblem(error: ConcurError, requestId: string): Problem {
  const { code, status, next, retryAfter } = verdictOn(error)
  const changed =
    error.sent === 'no' ? 'Nothing was changed.' : 'It is not known whether anything was changed.'
  const words = error.concurMessage ? `Concur says: “${error.concurMessage}” ` : ''
  return {
    ...problem(code, status, `${words}${changed} ${next}`.trim(), requestId),
    retryAfter,
    concur: concurTrace(error),
    fields: fieldsOf(error),
  }
}

/** v4 names the field of the body in `source`. */
function fieldsOf({ validationErrors }: ConcurError): Record<string, string> | undefined {
  const named = validationErrors.flatMap(({ source, message }) => (source ? [[source, message]] : []))
  return named.length > 0 ? Object.fromEntries(named) : undefined
}

interface Verdict {
  code: ProblemCode
  status: number
  next: string
  retryAfter?: number
}

function verdictOn(error: ConcurError): Verdict {
  if (error instanceof ConcurSessionExpired)
    return { code: 'session-expired', status: 401, next: 'Sign in again: you come back to this place.' }
  if (error instanceof ConcurForbidden)
    return {
      code: 'concur-forbidden',
      status: 403,
      next: 'Your role in Concur does not cover this: ask your Concur administrator for it.',
    }
  if (error instanceof ConcurNotFound)
    return {
      code: 'concur-not-found',
      status: 404,
      next: 'It may have been deleted, or the link is not complete.',
    }
  if (error instanceof ConcurConflict)
    return { code: 'concur-conflict', status: 409, next: 'Read it again, then decide.' }
  if (error instanceof ConcurBusy)
    return {
      code: 'concur-busy',
      status: 503,
      next: 'Wait a moment, then try again.',
      retryAfter: Math.max(1, Math.ceil((error.retryAfterMs ?? 5_000) / 1000)),
    }
  if (error instanceof ConcurDeadlock)
    return {
      code: 'concur-busy',
      status: 503,
      next: 'Concur’s database was busy: try again in a moment.',
      retryAfter: 2,
    }
  if (error instanceof ConcurTimeout)
    return {
      code: 'concur-timeout',
      status: 504,
      next: 'Concur asks for five minutes before another try.',
      retryAfter: CONCUR_REST_SECONDS,
    }
  if (error instanceof ConcurUnavailable)
    return {
      code: 'concur-unavailable',
      status: 503,
      next: 'Concur asks for five minutes before another try.',
      retryAfter: error.retryAfterMs ? Math.ceil(error.retryAfterMs / 1000) : CONCUR_REST_SECONDS,
    }
  if (error instanceof ConcurMalformed)
    return {
      code: 'concur-malformed',
      status: 502,
      next: 'Try again; if it comes back, pass the correlation id to Concur’s support.',
    }
  if (error instanceof ConcurRefused)
    return { code: 'concur-refused', status: 422, next: 'Change what Concur names, then send it again.' }
  return { code: 'concur-unavailable', status: 502, next: 'Try again in a moment.' }
}
