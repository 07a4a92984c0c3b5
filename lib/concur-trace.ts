import type { ConcurError } from '#lib/concur/errors.ts'
import type { ConcurTrace } from '#lib/contracts/problem.ts'

/** What Concur's support asks for. */
export function concurTrace(error: ConcurError): ConcurTrace {
  const { errorId, correlationId, serverTime, httpStatus } = error
  return { errorId, correlationId, serverTime, httpStatus }
}
