import type { BatchType } from '../lists/entities.ts'

/** A list batch that reached its list. */
export type BatchCall = { type: BatchType; items: number; succeeded: number; failed: number }

export type Call = {
  method: string
  path: string
  query: string
  /** Of the answer; 0 while none was given: it hangs, or the connection was cut. */
  status: number
  at: string
  /** Login of the signed-in person, or the company; never a token. */
  as: string | undefined
  correlationId: string
  /** Kind of the injected fault, if one struck. */
  fault: string | undefined
  /** Undefined for every other call, and for a batch that was turned away or never arrived. */
  batch: BatchCall | undefined
}

const KEPT = 10_000

/** What was asked of the sandbox, in order of arrival; the control port itself is left out. */
export class CallLog {
  #calls: Call[] = []

  begin(call: Call): Call {
    if (this.#calls.length >= KEPT) this.#calls.shift()
    this.#calls.push(call)
    return call
  }

  all(): readonly Call[] {
    return this.#calls
  }

  clear(): void {
    this.#calls = []
  }
}
