import { NamedError } from './named-error.ts'

/** The bytes are not the answer that was expected. `reason` holds no content of it. */
export class AnswerUnreadable extends NamedError {
  static override readonly errorName: string = 'AnswerUnreadable'
  readonly reason: string

  constructor(reason: string, form: 'XML' | 'JSON') {
    super(`Unreadable ${form}: ${reason}.`)
    this.reason = reason
  }
}
