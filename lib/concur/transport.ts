import { type Circuit, type CircuitOptions, circuitDefaults, createCircuit, type Outcome } from './circuit.ts'
import { errorOf } from './error-envelope.ts'
import { ConcurError } from './errors.ts'
import { type Answer, abandoned, exchange } from './exchange.ts'
import { type AllowedOrigins, checkGeolocation } from './geolocation.ts'
import { encodeSegment } from './ids.ts'
import { decideRefresh, decideRetry, type RetryMode } from './retry.ts'

/** What a call may use in one person's (or the company's) name. `expiresAt` is epoch milliseconds. */
export interface AccessToken {
  accessToken: string
  expiresAt: number
  /** Origin of the data center, as the last token answer named it. */
  geolocation: string
}

/**
 * Where the transport gets tokens from. `refresh` is told which token was refused, so that callers who come late get the
 * token that another has refreshed meanwhile. Both may throw `ConcurSessionExpired`.
 */
export interface TokenSource {
  current(): Promise<AccessToken>
  refresh(stale: { accessToken: string }): Promise<AccessToken>
}

export interface ConcurCall {
  /** In the field's words, e.g. `list travel requests`: in errors, logs and metrics. */
  operation: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Segments as they are; each is checked and encoded once. */
  path: readonly string[]
  /** The path ends in a slash, where the documentation prints one and a server might redirect without it. */
  endsInSlash?: boolean
  /** Undefined is left out, a list repeats its name in order. */
  query?: Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>
  body?: string | Uint8Array<ArrayBuffer>
  contentType?: string
  accept?: string
  /** Default: true for GET alone. */
  isRead?: boolean
}

export interface SendOptions {
  tokens: TokenSource
  mode: RetryMode
  signal?: AbortSignal
}

/** One line for a log or a metric, after every try. Holds no token, no query and no body. */
export interface CallReport {
  operation: string
  method: string
  origin: string
  attempt: number
  status?: number
  /** `done`, or the class of the error. */
  outcome: string
  durationMs: number
  correlationId?: string
}

/** Whether calls to a data center are held back because its last answers were outages. */
export interface CircuitReport {
  origin: string
  isOpen: boolean
}

/** Time and chance. Whoever sets them sees five minutes pass at once. */
export interface Timing {
  /** Epoch milliseconds. Default `Date.now`. */
  clock?: () => number
  random?: () => number
  /** Waits between tries; rejects or returns early when the signal is aborted. */
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Ends an exchange after that time. Default `AbortSignal.timeout`. */
  deadline?: (ms: number) => AbortSignal
}

export interface TransportOptions extends Timing {
  allowed: AllowedOrigins
  userAgent: string
  fetch?: typeof fetch
  /** Over one whole exchange, body included. Default 60 s, as the HTTP status page says. */
  deadlineMs?: number
  /** Cap on an answer. Default 32 MB. */
  maxBytes?: number
  circuit?: Partial<CircuitOptions>
  onCall?: (report: CallReport) => void
}

export interface Transport {
  /**
   * Sends one call to the data center of the token and returns the answer below status 300, body read.
   * Repeats only what `decideRetry` and `decideRefresh` allow. Throws a `ConcurError`, `GeolocationRefused` or `InvalidId`.
   */
  send(call: ConcurCall, options: SendOptions): Promise<Answer>
  /** One for each data center that was called so far. */
  circuits(): CircuitReport[]
}

export function createTransport(options: TransportOptions): Transport {
  const clock = options.clock ?? Date.now
  const random = options.random ?? Math.random
  const wait = options.wait ?? waitFor
  const circuits = new Map<string, Circuit>()

  function circuitOf(origin: string): Circuit {
    const known = circuits.get(origin)
    if (known) return known
    const made = createCircuit({ ...circuitDefaults, ...options.circuit }, clock)
    circuits.set(origin, made)
    return made
  }

  async function tryOnce(call: ConcurCall, grant: AccessToken, attempt: number, signal?: AbortSignal) {
    const origin = checkGeolocation(grant.geolocation, options.allowed)
    const url = urlOf(origin, call)
    const startedAt = clock()
    const outcome = await circuitOf(origin).run(
      call.operation,
      () => exchangeOnce(call, url, grant, signal),
      signal,
    )
    options.onCall?.(reportOf(call, origin, attempt, outcome, clock() - startedAt))
    return outcome
  }

  async function exchangeOnce(
    call: ConcurCall,
    url: URL,
    grant: AccessToken,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    try {
      const answer = await exchange({
        operation: call.operation,
        url,
        method: call.method,
        headers: headersOf(call, grant, options.userAgent),
        body: call.body,
        deadlineMs: options.deadlineMs ?? 60_000,
        deadline: options.deadline,
        maxBytes: options.maxBytes ?? 32 * 1024 * 1024,
        signal,
        fetch: options.fetch ?? fetch,
      })
      if (answer.status < 300) return { answer }
      return { error: errorOf(call.operation, answer, [grant.accessToken], clock()) }
    } catch (error) {
      if (error instanceof ConcurError) return { error }
      throw error
    }
  }

  return {
    circuits: () => [...circuits].map(([origin, { isOpen }]) => ({ origin, isOpen })),
    async send(call, { tokens, mode, signal }) {
      let grant = await unsent(tokens.current())
      let refreshed = false
      // A token refused is no failed try of the call itself: it does not use up the policy's patience.
      let attempt = 1
      for (let tries = 1; ; tries += 1) {
        const outcome = await tryOnce(call, grant, tries, signal)
        if ('answer' in outcome) return outcome.answer
        const { error } = outcome
        const { httpStatus, concurMessage: words } = error
        if (decideRefresh({ httpStatus, words, expiresAt: grant.expiresAt, now: clock(), refreshed })) {
          grant = await unsent(tokens.refresh({ accessToken: grant.accessToken }))
          refreshed = true
          continue
        }
        const isRead = call.isRead ?? call.method === 'GET'
        const decision = decideRetry({ attempt, error, isRead, mode, now: clock(), random: random() })
        if (!decision.retry) {
          if (isRead) error.sent = 'no'
          throw error
        }
        attempt += 1
        await wait(decision.afterMs, signal)
        if (signal?.aborted) throw abandoned(call.operation, 'no')
      }
    },
  }
}

/** Without a token the call itself never left, whatever became of the refresh. */
async function unsent<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof ConcurError) error.sent = 'no'
    throw error
  }
}

function urlOf(origin: string, call: ConcurCall): URL {
  const url = new URL(`${origin}/${call.path.map(encodeSegment).join('/')}${call.endsInSlash ? '/' : ''}`)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    const values = Array.isArray(value) ? value : [value]
    for (const one of values) if (one !== undefined) url.searchParams.append(name, String(one))
  }
  return url
}

function headersOf(call: ConcurCall, grant: AccessToken, userAgent: string): Record<string, string> {
  return {
    authorization: `Bearer ${grant.accessToken}`,
    accept: call.accept ?? 'application/json',
    'user-agent': userAgent,
    ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
  }
}

function reportOf(
  call: ConcurCall,
  origin: string,
  attempt: number,
  outcome: Outcome,
  durationMs: number,
): CallReport {
  const { operation, method } = call
  if ('answer' in outcome) {
    const { status, correlationId } = outcome.answer
    return { operation, method, origin, attempt, status, outcome: 'done', durationMs, correlationId }
  }
  const { httpStatus: status, correlationId, name } = outcome.error
  return { operation, method, origin, attempt, status, outcome: name, durationMs, correlationId }
}

/** Resolves after the time, or as soon as the signal is aborted. */
function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}
