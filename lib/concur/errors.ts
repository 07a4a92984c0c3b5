import { NamedError } from './named-error.ts'

/**
 * Whether a write may have had an effect when its call ends in this error. Always `no` for a read.
 * - `no`: surely none. It never left, or Concur refused it (any 4xx).
 * - `maybe`: it may have arrived: time-out, connection lost, any 5xx, a page of a gateway in between.
 * - `yes`: Concur took it and answered 2xx, but the answer cannot be read: read the object back.
 */
export type Sent = 'no' | 'maybe' | 'yes'

export interface ValidationError {
  id: string | null
  message: string
  source: string | null
}

/** What is known about a failed call. Never holds a token: `concurMessage` is scrubbed before it gets here. */
export interface ConcurErrorFacts {
  /** Name of the operation in the field's words, e.g. `approve travel request`. */
  operation: string
  sent: Sent
  httpStatus?: number
  /** `concur-correlationid` of the answer: what SAP's support asks for. */
  correlationId?: string
  /** Concur's own id of the error (`Id`, `errorId`). */
  errorId?: string
  /** As Concur wrote it: the server's zone, not ours. */
  serverTime?: string
  /** Concur's own words: one line of at most 500 characters, no control characters. */
  concurMessage?: string
  validationErrors?: ValidationError[]
  /** How long to wait before another try, in milliseconds, where somebody said so. */
  retryAfterMs?: number
  cause?: unknown
}

/** Base of everything that a call to Concur throws. Catch this one; look at the class to know which. */
export class ConcurError extends NamedError {
  static override readonly errorName: string = 'ConcurError'
  readonly operation: string
  sent: Sent
  readonly httpStatus?: number
  readonly correlationId?: string
  readonly errorId?: string
  readonly serverTime?: string
  readonly concurMessage?: string
  readonly validationErrors: ValidationError[]
  readonly retryAfterMs?: number

  constructor(happened: string, facts: ConcurErrorFacts) {
    const status = facts.httpStatus === undefined ? '' : ` (HTTP ${facts.httpStatus})`
    const words = facts.concurMessage ? `: ${facts.concurMessage}` : ''
    super(`${facts.operation}: ${happened}${status}${words}`, { cause: facts.cause })
    this.operation = facts.operation
    this.sent = facts.sent
    this.httpStatus = facts.httpStatus
    this.correlationId = facts.correlationId
    this.errorId = facts.errorId
    this.serverTime = facts.serverTime
    this.concurMessage = facts.concurMessage
    this.validationErrors = facts.validationErrors ?? []
    this.retryAfterMs = facts.retryAfterMs
  }
}

/** A 4xx without a class of its own: the call was wrong, and repeating it changes nothing. Also a call refused before it left. */
export class ConcurRefused extends ConcurError {
  static override readonly errorName: string = 'ConcurRefused'
}

/** 403 on a token with life left: the role of the person, or a scope of the app, does not allow this. */
export class ConcurForbidden extends ConcurError {
  static override readonly errorName: string = 'ConcurForbidden'
}

/** 404 or 410: there is no such object, or not for this person. */
export class ConcurNotFound extends ConcurError {
  static override readonly errorName: string = 'ConcurNotFound'
}

/** 409 or 412: the object is not in the state that this needs, e.g. somebody changed it meanwhile. */
export class ConcurConflict extends ConcurError {
  static override readonly errorName: string = 'ConcurConflict'
}

/** 429, or our own limit of calls in flight is reached: slow down. `retryAfterMs` may be missing or 0 in Concur's answer. */
export class ConcurBusy extends ConcurError {
  static override readonly errorName: string = 'ConcurBusy'
}

/** Concur cannot be had: 500, 502, 503, no connection (`sent: 'no'`), connection lost (`maybe`), or the circuit is open (`no`, with `retryAfterMs`). */
export class ConcurUnavailable extends ConcurError {
  static override readonly errorName: string = 'ConcurUnavailable'
}

/** No complete answer within the deadline (60 s), 504 of a gateway, or the caller gave up waiting. */
export class ConcurTimeout extends ConcurError {
  static override readonly errorName: string = 'ConcurTimeout'
  /** True when it was the caller who gave up (its signal), which says nothing about Concur. */
  readonly abandoned: boolean

  constructor(happened: string, facts: ConcurErrorFacts & { abandoned?: boolean }) {
    super(happened, facts)
    this.abandoned = facts.abandoned ?? false
  }
}

/** A 400 whose words say deadlock. The database rolled it back, so a write may be resent shortly. */
export class ConcurDeadlock extends ConcurError {
  static override readonly errorName: string = 'ConcurDeadlock'
}

/** An answer that is not what the operation documents: broken XML or JSON, HTML, another root, a redirect, too many bytes. */
export class ConcurMalformed extends ConcurError {
  static override readonly errorName: string = 'ConcurMalformed'
}

/** The token is refused even after one refresh, or cannot be refreshed: the person must sign in again. */
export class ConcurSessionExpired extends ConcurError {
  static override readonly errorName: string = 'ConcurSessionExpired'
}
