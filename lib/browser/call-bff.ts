import type { AnswerOf, CallInput } from '#lib/contracts/endpoint.ts'
import type { EndpointName, Endpoints } from '#lib/contracts/endpoints.ts'
import type { FirstAnswer } from '#lib/contracts/first-answer.ts'
import type { Problem } from '#lib/contracts/problem.ts'

/** The BFF answered with a problem, or with nothing that could be read. */
export class BffProblem extends Error {
  readonly problem: Problem

  constructor(answer: Problem) {
    super(answer.detail)
    this.name = 'BffProblem'
    this.problem = answer
  }
}

/** The BFF says `no-store`, so the browser keeps nothing: the last answer of each address is held here for its ETag. */
const lastAnswers = new Map<string, { etag: string; body: string }>()
const KEPT_ANSWERS = 24

/** Answers that come with the page, until the call that they answer takes them. */
const coming = new Map<string, Promise<FirstAnswer>>()
const expected = new WeakSet<object>()

/** The first call of that address takes this answer instead of asking. Each serves once, however often its page is shown. */
export function expectAnswer(address: string, answer: Promise<FirstAnswer>): void {
  if (expected.has(answer)) return
  expected.add(answer)
  coming.set(address, answer)
}

/** An answer that the page was drawn with: the next call of its address asks whether it still holds. */
export function rememberAnswer({ address, headers, body }: FirstAnswer): void {
  if (!lastAnswers.has(address)) keep(address, headers.etag ?? null, body)
}

/**
 * Calls one endpoint of the BFF, typed by its declaration. The schemas themselves stay on the server, which checks its answers
 * against them in every test; see the decision in README.md.
 * `writtenBody` takes the place of `input.body` where a worker has written the JSON: 100,000 rows would hold the page.
 * @throws BffProblem for every answer that is not a success, and for a network that does not answer.
 */
export async function callBff<Name extends EndpointName>(
  name: Name,
  input: CallInput<Endpoints[Name]> = {},
  signal?: AbortSignal,
  writtenBody?: Blob,
): Promise<AnswerOf<Endpoints[Name]>> {
  const { method, address } = addressOf(name, input)
  const known = method === 'GET' ? lastAnswers.get(address) : undefined
  const response =
    (method === 'GET' && (await takeComing(address))) ||
    (await reach(address, {
      method,
      signal,
      headers: headersOf(method, known?.etag),
      body: writtenBody ?? (input.body === undefined ? undefined : JSON.stringify(input.body)),
    }))
  noticeBuild(response)
  if (response.status === 304 && known) return JSON.parse(known.body)
  if (!response.ok) throw new BffProblem(await readProblem(response))
  const body = await response.text()
  if (method === 'GET') keep(address, response.headers.get('etag'), body)
  return JSON.parse(body)
}

/** Method and address of a call: `GET /api/requests/{requestKey}` with its key filled in and its query behind it; what is several repeats. */
export function addressOf<Name extends EndpointName>(
  name: Name,
  input: CallInput<Endpoints[Name]> = {},
): { method: string; address: string } {
  const [method = 'GET', template = ''] = name.split(' ')
  const params = new Map(Object.entries(input.params ?? {}))
  const path = template.replace(/\{(\w+)\}/g, (_, part: string) =>
    encodeURIComponent(String(params.get(part))),
  )
  const query = new URLSearchParams()
  for (const [part, given] of Object.entries(input.query ?? {}))
    for (const value of Array.isArray(given) ? given : [given])
      if (value !== undefined && value !== null && value !== '') query.append(part, String(value))
  return { method, address: query.size > 0 ? `${path}?${query}` : path }
}

let outdated = false
const whenOutdated = new Set<() => void>()

/** Calls back once when the server turns out to be another build than this page. */
export function onNewBuild(listener: () => void): () => void {
  whenOutdated.add(listener)
  return () => whenOutdated.delete(listener)
}

function noticeBuild(response: Response): void {
  const build = response.headers.get('x-clearance-build')
  if (outdated || !build || build === process.env.CLEARANCE_BUILD) return
  outdated = true
  for (const listener of whenOutdated) listener()
}

/** Undefined where none comes, or where the page broke off before it came. */
async function takeComing(address: string): Promise<Response | undefined> {
  const answer = coming.get(address)
  if (!answer) return undefined
  try {
    const { body, status, headers } = await answer
    return new Response(body, { status, headers })
  } catch {
    return undefined
  } finally {
    coming.delete(address)
  }
}

function headersOf(method: string, etag: string | undefined): HeadersInit {
  if (method === 'GET') return etag ? { 'if-none-match': etag } : {}
  return { 'content-type': 'application/json', 'x-clearance': '1' }
}

function keep(address: string, etag: string | null, body: string): void {
  if (!etag) return
  lastAnswers.delete(address)
  lastAnswers.set(address, { etag, body })
  const oldest = lastAnswers.keys().next()
  if (lastAnswers.size > KEPT_ANSWERS && !oldest.done) lastAnswers.delete(oldest.value)
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new BffProblem({
      type: 'about:blank',
      title: 'Clearance cannot be reached',
      status: 0,
      detail:
        init.method === 'GET'
          ? 'The network gave no answer. Nothing was changed. Check the connection and try again.'
          : 'The network gave no answer, so it is not known whether this was carried out. Reload before you try again.',
      code: 'internal',
    })
  }
}

async function readProblem(response: Response): Promise<Problem> {
  if (response.headers.get('content-type') === 'application/problem+json') return response.json()
  return {
    type: 'about:blank',
    title: 'Clearance answered with something unreadable',
    status: response.status,
    detail: `The server answered ${response.status} without an explanation. Reload the page to see what stands.`,
    code: 'internal',
  }
}
