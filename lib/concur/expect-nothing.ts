import { parseJson } from './error-envelope.ts'
import { ConcurMalformed } from './errors.ts'
import type { Answer } from './exchange.ts'

/**
 * Where "200 OK No Content" and "204 No Content" are documented, anything else below status 300 says nothing about the write: a page is
 * a gateway's, and a 200 of Concur's may hold a failure. Throws `ConcurMalformed`, sent `maybe`.
 */
export function expectNothing(operation: string, { bytes, status, correlationId }: Answer): void {
  const body = new TextDecoder().decode(bytes).trim()
  if (body === '' || ['{}', 'null', '[]'].includes(JSON.stringify(parseJson(body)))) return
  throw new ConcurMalformed('answered with something where nothing is documented', {
    operation,
    sent: 'maybe',
    httpStatus: status,
    correlationId,
  })
}
