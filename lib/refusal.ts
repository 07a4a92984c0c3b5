import { NamedError } from '#lib/concur/named-error.ts'
import type { ProblemCode } from '#lib/contracts/problem.ts'

/** A refusal that Clearance decides itself, before or instead of asking Concur. */
export class Refusal extends NamedError {
  static override readonly errorName: string = 'Refusal'
  readonly code: ProblemCode
  readonly status: number
  readonly fields: Record<string, string> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    status: number,
    detail: string,
    more: { fields?: Record<string, string>; retryAfterSeconds?: number } = {},
  ) {
    super(detail)
    this.code = code
    this.status = status
    this.fields = more.fields
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}

export function notFound(what: string): Refusal {
  return new Refusal('not-found', 404, `${what} Nothing was changed.`)
}
