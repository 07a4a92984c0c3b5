import { AsyncLocalStorage } from 'node:async_hooks'
import { trace } from '@opentelemetry/api'
import pino, { type DestinationStream, type Logger } from 'pino'

/** What a line belongs to. */
interface Work {
  requestId?: string
  jobId?: string
}

export interface WorkLog {
  log: Logger
  /** Every line written meanwhile says which call or job it belongs to, however deep below it is written. */
  during<T>(work: Work, run: () => T): T
}

/** Lines of JSON on the standard output. */
export function createWorkLog(level: string, to?: DestinationStream): WorkLog {
  const current = new AsyncLocalStorage<Work>()
  const log = pino(
    {
      level,
      serializers: { err: errorForLog },
      mixin: () => ({ ...current.getStore(), traceId: trace.getActiveSpan()?.spanContext().traceId }),
    },
    to ?? pino.destination(),
  )
  return { log, during: (work, run) => current.run(work, run) }
}

/** Errors in the log: class, words and stack, never the request or answer that may hang on them. */
function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  // A failed query names its parameters in its message: comments, logins, sealed tokens. Its cause says what the database said.
  if ('params' in error && 'query' in error) return errorForLog(error.cause)
  const { name, message, stack } = error
  const correlationId = 'correlationId' in error ? error.correlationId : undefined
  const cause = error.cause === undefined ? undefined : errorForLog(error.cause)
  return { type: name, message, stack, correlationId, cause }
}
