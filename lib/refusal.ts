import type { ConcurError } from '#lib/concur/errors.ts'
import { NamedError } from '#lib/concur/named-error.ts'
import type { ConcurTrace, ProblemCode } from '#lib/contracts/problem.ts'
import { concurTrace } from './concur-trace.ts'

/** A refusal that Clearance decides itself, before or instead of asking Concur. */
export class Refusal extends NamedError {
  static override readonly errorName: string = 'Refusal'
  readonly code: ProblemCode
  readonly status: number
  readonly fields: Record<string, string> | undefined
  readonly retryAfterSeconds: number | undefined
  /** Where Concur said no and we know better than its words what that means. */
  readonly concur: ConcurTrace | undefined

  constructor(
    code: ProblemCode,
    status: number,
    detail: string,
    more: { fields?: Record<string, string>; retryAfterSeconds?: number; cause?: ConcurError } = {},
  ) {
    super(detail, { cause: more.cause })
    this.code = code
    this.status = status
    this.fields = more.fields
    this.retryAfterSeconds = more.retryAfterSeconds
    this.concur = more.cause && concurTrace(more.cause)
  }
}

export function notFound(what: string): Refusal {
  return new Refusal('not-found', 404, `${what} Nothing was changed.`)
}
