import type { ZodType, z } from 'zod'
import type { CallInput, Endpoint } from '#lib/contracts/endpoint.ts'
import { type Problem, problem } from '#lib/contracts/problem.ts'

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
const lastAnswers = new Map<string, { etag: string; answer: unknown }>()
const KEPT_ANSWERS = 24

/**
 * Calls one endpoint of the BFF and returns its checked answer.
 * @throws BffProblem for every answer that is not a success, and for a network that does not answer.
 */
export async function callBff<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  input: CallInput<P, Q, B> = {},
  signal?: AbortSignal,
): Promise<z.output<A>> {
  const address = addressOf(endpoint, input)
  const known = endpoint.method === 'GET' ? lastAnswers.get(address) : undefined
  const response = await reach(address, {
    method: endpoint.method,
    signal,
    headers: headersOf(endpoint, known?.etag),
    body: input.body === undefined ? undefined : JSON.stringify(input.body),
  })
  if (response.status === 304 && known) return endpoint.answer.parse(known.answer)
  if (!response.ok) throw new BffProblem(await readProblem(response))
  const answer: unknown = await response.json()
  const checked = endpoint.answer.parse(answer)
  keep(address, response.headers.get('etag'), answer)
  return checked
}

function addressOf<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  input: CallInput<P, Q, B>,
): string {
  const params = new Map(Object.entries(input.params ?? {}))
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.append(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}

function headersOf(endpoint: Pick<Endpoint, 'method'>, etag: string | undefined): HeadersInit {
  if (endpoint.method === 'GET') return etag ? { 'if-none-match': etag } : {}
  return { 'content-type': 'application/json', 'x-clearance': '1' }
}

function keep(address: string, etag: string | null, answer: unknown): void {
  if (!etag) return
  lastAnswers.delete(address)
  lastAnswers.set(address, { etag, answer })
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
  const body: unknown = await response.json().catch(() => undefined)
  const read = problem.safeParse(body)
  if (read.success) return read.data
  return {
    type: 'about:blank',
    title: 'Clearance answered with something unreadable',
    status: response.status,
    detail: `The server answered ${response.status} without an explanation. Reload the page to see what stands.`,
    code: 'internal',
  }
}
