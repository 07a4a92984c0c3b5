import { isDeepStrictEqual } from 'node:util'
import type { NextRequest } from 'next/server'
import type { ZodType, z } from 'zod'
import { sessionCookieName } from '#lib/auth/session-cookie.ts'
import { type Clearance, clearance } from '#lib/boot.ts'
import { type Context, pageContext } from '#lib/context.ts'
import { type Endpoint, nothing } from '#lib/contracts/endpoint.ts'
import { Refusal } from '#lib/refusal.ts'
import { refuseCrossSite } from './cross-site.ts'
import { JSON_BODY_BYTES } from './limits.ts'
import { observed } from './observed.ts'
import { parseInput } from './parse-input.ts'
import { problemResponse } from './problem.ts'
import { BodyBrokeOff, readJsonBody } from './read-body.ts'
import { readManyItems } from './read-many-items.ts'
import { readQuery } from './read-query.ts'
import { NO_PAGE_POLICY, setSecurityHeaders } from './security-headers.ts'
import { serializeAnswer } from './serialized-answer.ts'

export interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined>>
}

export interface Input<P extends ZodType, Q extends ZodType, B extends ZodType> {
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
}

/** Makes a route handler of a declaration and a use case: everything that all routes share happens here, in order. */
export function route<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  useCase: (context: Context, input: Input<P, Q, B>) => Promise<z.input<A> & object>,
) {
  return (request: NextRequest, { params }: RouteContext): Promise<Response> =>
    answerPerson(request, endpoint.path, async (context) => {
      const input = await readInput(endpoint, request, await params)
      const answer = await useCase(context, input)
      // The browser trusts this answer unread, so wherever time does not matter it is held against its schema.
      if (process.env.NODE_ENV !== 'production') checkAnswer(endpoint, answer)
      return jsonResponse(request, answer, endpoint.status ?? 200)
    })
}

/** @throws where the answer lacks what the contract names, or holds what it does not name: that is what parsing leaves out */
function checkAnswer({ method, path, answer: schema }: Endpoint, answer: object): void {
  const sent = JSON.parse(JSON.stringify(answer))
  const named = JSON.parse(JSON.stringify(schema.parse(answer)))
  if (!isDeepStrictEqual(sent, named))
    throw new Error(`${method} ${path} answers more than its contract names.`)
}

/**
 * The door of every route: same site, signed in, not too often; and one shape for what goes wrong behind it.
 * @param path the route's pattern, as an endpoint declares it
 */
export async function answerPerson(
  request: NextRequest,
  path: string,
  answer: (context: Context) => Promise<Response>,
): Promise<Response> {
  const app = await clearance()
  return observed(app, request, path, (requestId) => answerAtDoor(app, request, requestId, answer))
}

async function answerAtDoor(
  app: Clearance,
  request: NextRequest,
  requestId: string,
  answer: (context: Context) => Promise<Response>,
): Promise<Response> {
  const { log } = app
  let response: Response
  let personId: string | undefined
  try {
    response = await app.door.pass(async () => {
      refuseCrossSite(request, app.config.appUrl)
      const { person, token } = await signedIn(app, request)
      personId = person.id
      await app.rateLimit.take(person.id)
      return answer(pageContext(app, person, log, token))
    })
  } catch (error) {
    response = problemResponse(error, requestId)
    const { method, nextUrl } = request
    log[levelOf(error, response.status)](
      { err: error, status: response.status, method, path: nextUrl.pathname, personId },
      'refused',
    )
  }
  setSecurityHeaders(response.headers, NO_PAGE_POLICY)
  response.headers.set('x-clearance-build', process.env.CLEARANCE_BUILD ?? '')
  return response
}

function levelOf(error: unknown, status: number): 'error' | 'info' | 'debug' {
  // Nobody hears this answer: who sent the body is gone, or was cut off at the door, which says so itself.
  if (error instanceof BodyBrokeOff) return 'debug'
  return status >= 500 && !(error instanceof Refusal) ? 'error' : 'info'
}

async function signedIn(app: Clearance, request: NextRequest) {
  const token = request.cookies.get(sessionCookieName(app.config.secure))?.value
  const person = token ? await app.sessions.find(token) : null
  if (!token || !person)
    throw new Refusal(
      token ? 'session-expired' : 'not-signed-in',
      401,
      'Nothing was changed. Sign in: you come back to this place.',
    )
  return { person, token }
}

async function readInput<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  request: NextRequest,
  params: Record<string, unknown>,
): Promise<Input<P, Q, B>> {
  const takes = (schema: ZodType) => schema !== nothing
  return {
    params: parseInput(endpoint.params, takes(endpoint.params) ? params : undefined),
    query: parseInput(
      endpoint.query,
      takes(endpoint.query) ? readQuery(request.nextUrl.searchParams) : undefined,
    ),
    body: takes(endpoint.body) ? await readBody(endpoint, request) : parseInput(endpoint.body, undefined),
  }
}

async function readBody<B extends ZodType>(
  { body, manyItems }: Pick<Endpoint<ZodType, ZodType, B>, 'body' | 'manyItems'>,
  request: NextRequest,
): Promise<z.output<B>> {
  if (manyItems) return readManyItems(request, body, manyItems)
  return parseInput(body, await readJsonBody(request, JSON_BODY_BYTES))
}

export function jsonResponse(request: NextRequest, answer: object, status: number): Response {
  const { json, etag } = serializeAnswer(answer)
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', etag }
  if (request.method === 'GET' && request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers })
  return new Response(json, { status, headers })
}
