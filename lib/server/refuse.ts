import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemResponse } from '#lib/bff/problem.ts'
import { NO_PAGE_POLICY, setSecurityHeaders } from '#lib/bff/security-headers.ts'
import { methodsAt } from './check-head.ts'

/** Time for the rest of a body to run into the void: a connection that is closed while somebody writes takes the answer with it. */
const LINGER_MS = 2_000

/** What the log says of it; the id is the one that the caller was told. */
export interface Refused {
  requestId: string
  status: number
  err: unknown
}

/** Answers in place of Next, with the same words and headers as a route, and ends the connection. */
export async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): Promise<Refused> {
  const requestId = randomUUID()
  const problem = problemResponse(error, requestId)
  setSecurityHeaders(problem.headers, NO_PAGE_POLICY)
  const body = await problem.text()
  response.setHeaders(problem.headers)
  if (problem.status === 405) response.setHeader('allow', methodsAt(request.url ?? '').join(', '))
  response.writeHead(problem.status, {
    'x-request-id': requestId,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  })
  response.write(body)
  // The answer is complete by its length; only the connection stays open a little.
  const end = () => response.end()
  const timer = setTimeout(end, LINGER_MS)
  response.once('close', () => clearTimeout(timer))
  request.once('end', end).resume()
  return { requestId, status: problem.status, err: error }
}
