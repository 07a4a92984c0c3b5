import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Env, Sandbox } from './context.ts'
import { controlRoutes } from './control/routes.ts'
import { strike } from './control/strike.ts'
import { exceptionRoutes } from './exceptions/routes.ts'
import { ConcurError, expenseReportsEnvelope, jsonEnvelope, xmlEnvelope } from './http/concur-error.ts'
import { dialectOf } from './http/dialect.ts'
import { identityRoutes } from './identity/routes.ts'
import { listRoutes } from './lists/routes.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { TokenError } from './oauth/token-errors.ts'
import { personById } from './people.ts'
import { reportRoutes } from './reports/routes.ts'
import { travelRequestRoutes } from './travel-requests/routes.ts'

const BODY_LIMIT = 8 * 1024 * 1024

/** The whole of the sandbox's HTTP: who called, which fault strikes, what Concur refuses everywhere, then the APIs. */
export function createApp(sandbox: Sandbox): Hono<Env> {
  return new Hono<Env>()
    .use(async (c, next) => {
      c.set('sandbox', sandbox)
      c.set('correlationId', randomUUID())
      await next()
    })
    .use(recordCall)
    .use(spoil)
    .use(refuseBody)
    .route('/', controlRoutes)
    .route('/', oauthRoutes)
    .route('/', identityRoutes)
    .route('/', travelRequestRoutes)
    .route('/', listRoutes)
    .route('/', reportRoutes)
    .route('/', exceptionRoutes)
    .notFound((c) => envelope(c, new ConcurError(404, 'This operation does not exist in the sandbox.')))
    .onError((error, c) => {
      if (error instanceof TokenError) {
        return c.json(error.body(sandbox.tokens.rules.geolocation ?? sandbox.origin), error.status)
      }
      if (error instanceof ConcurError) return envelope(c, error)
      process.stderr.write(`${error.stack ?? error.message}\n`)
      return envelope(c, new ConcurError(500, 'Internal Server Error.'))
    })
}

type AppContext = Parameters<Parameters<Hono<Env>['notFound']>[0]>[0]

/** In the form of the service that was asked: v1 answers XML unless the caller wants JSON. */
function envelope(c: AppContext, error: ConcurError): Response {
  const { status, message, field } = error
  const { pathname } = new URL(c.req.url)
  const answer = { message, field, at: c.get('sandbox').now(), id: c.get('correlationId').toUpperCase() }
  const dialect = dialectOf(pathname)
  if (dialect === 'v4') return c.json(expenseReportsEnvelope(error, answer, pathname), status)
  if (dialect === 'v3') return c.json({ Message: message }, status)
  const accept = c.req.header('accept') ?? ''
  if (accept.includes('json') && !accept.includes('xml')) return c.json(jsonEnvelope(answer), status)
  return c.body(xmlEnvelope(answer), status, { 'Content-Type': 'application/xml; charset=utf-8' })
}

/** Every answer carries `concur-correlationid`, and every call but the control port's is written down. */
const recordCall = createMiddleware<Env>(async (c, next) => {
  c.header('concur-correlationid', c.get('correlationId'))
  const url = new URL(c.req.url)
  if (isControl(url.pathname)) return next()
  const { calls, now } = c.get('sandbox')
  const call = calls.begin({
    method: c.req.method,
    path: url.pathname,
    query: url.search,
    status: 0,
    at: new Date(now()).toISOString(),
    as: undefined,
    correlationId: c.get('correlationId'),
    fault: undefined,
    batch: undefined,
  })
  await next()
  const principal = c.get('token')?.principal
  call.as = principal && (personById(principal.id)?.login ?? principal.type)
  call.fault = c.get('fault')
  call.batch = c.get('batch')
  if (!c.res.headers.has('x-hono-already-sent')) call.status = c.res.status
})

const spoil = createMiddleware<Env>(async (c, next) => {
  const { pathname, search } = new URL(c.req.url)
  const fault = isControl(pathname)
    ? undefined
    : c.get('sandbox').faults.strike(c.req.method, pathname, search)
  if (!fault) return next()
  c.set('fault', fault.kind)
  await strike(c, fault, next)
})

const isControl = (pathname: string): boolean => pathname.startsWith('/__control/')

/** "Concur does not support Chunked Transfer-Encoding" (HTTP status page, 400). */
const refuseBody = createMiddleware<Env>(async (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) {
    throw new ConcurError(400, 'Chunked Transfer-Encoding is not supported.')
  }
  if (Number(c.req.header('content-length') ?? 0) > BODY_LIMIT) {
    throw new ConcurError(413, 'The request body is too large.')
  }
  await next()
})
