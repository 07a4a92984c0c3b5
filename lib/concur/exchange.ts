import { ConcurMalformed, ConcurTimeout, ConcurUnavailable } from './errors.ts'

export interface Exchange {
  operation: string
  url: URL
  method: string
  headers: Record<string, string>
  /** Text or bytes, never a stream: Concur refuses chunked bodies, and these two get a `Content-Length`. */
  body?: string | Uint8Array<ArrayBuffer>
  deadlineMs: number
  /** What ends the exchange after that time. Default `AbortSignal.timeout`. */
  deadline?: (ms: number) => AbortSignal
  /** Cap on the answer after decompression. */
  maxBytes: number
  signal?: AbortSignal
  fetch: typeof fetch
}

/** An answer with its whole body read, whatever its status below 300 or from 400. */
export interface Answer {
  status: number
  headers: Headers
  bytes: Uint8Array<ArrayBuffer>
  correlationId?: string
}

/**
 * One HTTP exchange, body included, within one deadline. Throws `ConcurTimeout`, `ConcurUnavailable` when there is no
 * connection (`sent: 'no'`) or it was lost (`maybe`), and `ConcurMalformed` for a redirect or an answer above the cap.
 */
export async function exchange(call: Exchange): Promise<Answer> {
  const deadline = call.deadline?.(call.deadlineMs) ?? AbortSignal.timeout(call.deadlineMs)
  const signal = call.signal ? AbortSignal.any([deadline, call.signal]) : deadline
  if (call.signal?.aborted) throw abandoned(call.operation, 'no')
  let answered: Response | undefined
  try {
    answered = await call.fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body,
      redirect: 'manual',
      signal,
    })
    refuseRedirect(call.operation, answered)
    const bytes = await readCapped(call, answered)
    return {
      status: answered.status,
      headers: answered.headers,
      bytes,
      correlationId: correlationIdOf(answered.headers),
    }
  } catch (error) {
    answered?.body?.cancel().catch(() => undefined)
    throw failureOf(call, error, deadline, answered)
  }
}

/** Documented as `concur-correlationid`; older gateways write `correlationid`. */
export function correlationIdOf(headers: Headers): string | undefined {
  const id = headers.get('concur-correlationid') ?? headers.get('correlationid')
  return id?.replace(/[^\x21-\x7e]/g, '').slice(0, 100) || undefined
}

function refuseRedirect(operation: string, answer: Response): void {
  if (answer.status < 300 || answer.status > 399) return
  throw new ConcurMalformed('answered with a redirect, which is not followed', {
    operation,
    sent: 'maybe',
    httpStatus: answer.status,
    correlationId: correlationIdOf(answer.headers),
  })
}

async function readCapped(call: Exchange, answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > call.maxBytes) throw tooLarge(call, answer)
    chunks.push(chunk)
  }
  // Every byte is written right below, so none needs to be zeroed first.
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(size).buffer)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function tooLarge(call: Exchange, answer: Response): ConcurMalformed {
  return new ConcurMalformed(`the answer exceeds ${call.maxBytes} bytes`, {
    operation: call.operation,
    sent: answer.ok ? 'yes' : 'maybe',
    httpStatus: answer.status,
    correlationId: correlationIdOf(answer.headers),
  })
}

function failureOf(call: Exchange, error: unknown, deadline: AbortSignal, answer?: Response): unknown {
  if (error instanceof ConcurMalformed) return error
  const facts = {
    operation: call.operation,
    httpStatus: answer?.status,
    correlationId: answer && correlationIdOf(answer.headers),
  }
  if (deadline.aborted) {
    return new ConcurTimeout(`no complete answer within ${call.deadlineMs / 1000} s`, {
      ...facts,
      sent: 'maybe',
    })
  }
  if (call.signal?.aborted) return abandoned(call.operation, 'maybe')
  const code = codeOf(error)
  if (neverConnected.has(code)) {
    return new ConcurUnavailable(`no connection (${code})`, { ...facts, sent: 'no' })
  }
  return new ConcurUnavailable(`the connection was lost (${code})`, { ...facts, sent: 'maybe' })
}

/** The caller's signal ended the wait: `no` while nothing had left yet. */
export function abandoned(operation: string, sent: 'no' | 'maybe'): ConcurTimeout {
  return new ConcurTimeout('the caller gave up waiting', { operation, sent, abandoned: true })
}

/** Codes after which no byte of the request can have left: name not found, nobody listening, connect time-out, refused certificate. A lost route is not among them: it may break a connection that stood. */
const neverConnected = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** fetch wraps the socket's error once or twice; two addresses tried in turn come as an AggregateError with its own code. */
function codeOf(error: unknown): string {
  let current: unknown = error
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code
    current = current.cause
  }
  return 'unknown'
}
