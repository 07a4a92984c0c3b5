import { setTimeout as wait } from 'node:timers/promises'
import type { Context, Next } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { dialectOf } from '../http/dialect.ts'
import { XML_PROLOG } from '../http/xml-writer.ts'
import type { Fault } from './faults.ts'

type FaultContext = Context<Env>

/** Lets a fault spoil this call; what it answers instead of Concur is here. */
export async function strike(c: FaultContext, fault: Fault, next: Next): Promise<Response | undefined> {
  if (fault.ms) await wait(fault.ms)
  const { kind } = fault
  const { faults } = c.get('sandbox')
  if (kind === 'hold') {
    // The whole of it has arrived: whoever sent it may go.
    await c.req.text()
    await faults.untilReleased(fault.id)
  }
  const takesEffect =
    fault.effect || kind.endsWith('after-effect') || ['truncated', 'cut-off', 'two-roots'].includes(kind)
  if (takesEffect || kind === 'delay' || kind === 'hold') await next()
  if (kind === 'hold-after-effect') await faults.untilReleased(fault.id)

  switch (kind) {
    case 'delay':
    case 'hold':
    case 'hold-after-effect':
      return undefined
    case 'hang':
    case 'timeout-after-effect':
      // The socket stays open until the client or the end of the sandbox closes it.
      return replace(c, alreadySent())
    case 'reset-before':
    case 'reset-after-effect':
      c.env.incoming.socket.destroy()
      return replace(c, alreadySent())
    case 'truncated':
    case 'cut-off':
      return replace(c, await half(c, kind))
    case 'two-roots':
      return replace(c, await twice(c))
    case 'endless':
      return replace(c, endless(c))
    case 'html':
      return replace(c, c.html(GATEWAY_PAGE, 200))
    case 'html-502':
      return replace(c, c.html(GATEWAY_PAGE, 502))
    case 'wrong-root':
      return replace(c, documentOf(c, ODD.root))
    case 'empty':
      return replace(c, documentOf(c, ODD.empty))
    case 'malformed':
      return replace(c, documentOf(c, ODD.malformed))
    case 'doctype':
      return replace(c, xml(c, ENTITY_BOMB))
    case 'redirect':
      return replace(c, c.redirect(fault.location ?? `${c.get('sandbox').origin}/elsewhere`, 302))
    default:
      return refuse(c, fault)
  }
}

const STATUSES: Record<string, [ContentfulStatusCode, string]> = {
  '400': [400, 'The number of requests received exceeds the request limit.'],
  chunked: [400, 'Chunked Transfer-Encoding is not supported.'],
  deadlock: [400, 'The request encountered a database deadlock. Resend the request a short time later.'],
  '401': [401, 'The Authorization header is not included in the request.'],
  '403': [403, 'The partner application has not been allowed access to the requested company.'],
  '403-expired': [403, 'The OAuth token has expired or been revoked.'],
  '404': [404, 'The resource was not found.'],
  '409': [409, 'A job for the specified definition is already queued or running.'],
  '429': [429, 'Too many requests. Slow the rate of requests.'],
  '500': [500, 'Internal Server Error.'],
  '503': [503, 'The web service is down for maintenance.'],
}

function refuse(c: FaultContext, { kind, retryAfter }: Fault): never {
  const [status, message] = STATUSES[kind] ?? [500, 'Internal Server Error.']
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter))
  throw new ConcurError(status, message)
}

function replace(c: FaultContext, answer: Response): Response {
  c.res = undefined
  c.res = answer
  return answer
}

/** Tells the server adapter that the socket is dealt with. */
const alreadySent = (): Response => new Response(null, { headers: { 'x-hono-already-sent': 'true' } })

const xml = (c: FaultContext, body: string): Response =>
  c.body(body, 200, { 'Content-Type': 'application/xml; charset=utf-8' })

/** What is answered instead, in XML where the service speaks XML and in JSON where it speaks JSON. */
const ODD = {
  root: { xml: `${XML_PROLOG}<Maintenance><Until>soon</Until></Maintenance>\n`, json: '{"until":"soon"}' },
  empty: { xml: '', json: '' },
  malformed: {
    xml: `${XML_PROLOG}<RequestsWithCount><RequestsList><RequestSummary></RequestsList>`,
    json: '[{"exceptionCode":"ITEMDIFF","isBlocking":',
  },
} as const

function speaksJson(c: FaultContext): boolean {
  const { pathname } = new URL(c.req.url)
  return dialectOf(pathname) !== 'v1' || /^\/(oauth2|profile|app-mgmt)\//.test(pathname)
}

const documentOf = (c: FaultContext, odd: (typeof ODD)[keyof typeof ODD]): Response =>
  speaksJson(c) ? c.body(odd.json, 200, { 'Content-Type': 'application/json' }) : xml(c, odd.xml)

/** Half an answer: ended as if it were whole (`truncated`), or with the connection cut in its middle (`cut-off`). */
async function half(c: FaultContext, kind: 'truncated' | 'cut-off'): Promise<Response> {
  const { outgoing } = c.env
  const whole = Buffer.from(await c.res.arrayBuffer())
  const part = whole.subarray(0, Math.floor(whole.length / 2))
  const length = kind === 'truncated' ? part.length : whole.length
  const type = c.res.headers.get('content-type') ?? 'application/xml'
  outgoing.writeHead(c.res.status, { 'content-type': type, 'content-length': length })
  if (kind === 'truncated') outgoing.end(part)
  else outgoing.write(part, () => outgoing.destroy())
  return alreadySent()
}

/** The whole answer, and the same again behind it. */
async function twice(c: FaultContext): Promise<Response> {
  const whole = await c.res.text()
  const { status, headers } = c.res
  return new Response(status === 204 ? null : whole + whole.replace(/^<\?xml[^>]*>\s*/, ''), {
    status,
    headers,
  })
}

/** A list that never ends: rows keep coming until the client closes. */
function endless(c: FaultContext): Response {
  const { outgoing } = c.env
  const json = speaksJson(c)
  const row = json
    ? '{"exceptionCode":"ENDLESS"},'.repeat(1000)
    : '<RequestSummary><RequestName>Endless</RequestName></RequestSummary>'.repeat(1000)
  outgoing.writeHead(200, { 'content-type': json ? 'application/json' : 'application/xml; charset=utf-8' })
  outgoing.write(json ? '[' : `${XML_PROLOG}<RequestsWithCount><RequestsList>`)
  const more = () => {
    if (!outgoing.destroyed) setImmediate(() => outgoing.write(row, more))
  }
  more()
  return alreadySent()
}

const GATEWAY_PAGE = `<!doctype html><html><head><title>Service temporarily unavailable</title></head>
<body><h1>Service temporarily unavailable</h1><p>The gateway could not reach the service.</body></html>`

const ENTITY_BOMB = `${XML_PROLOG}<!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<RequestsWithCount><RequestsList/><TotalCount>&c;</TotalCount></RequestsWithCount>`
