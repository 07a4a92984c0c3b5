import { NamedError } from '#lib/concur/named-error.ts'

/** Why a sign-in did not end well, in a word that the sign-in page turns into a sentence. */
export const signInFailures = [
  'denied',
  'state',
  'code',
  'scope',
  'locked',
  'often',
  'unavailable',
  'failed',
] as const
export type SignInFailure = (typeof signInFailures)[number]

export class SignInFailed extends NamedError {
  static override readonly errorName: string = 'SignInFailed'
  readonly failure: SignInFailure

  constructor(failure: SignInFailure, message: string) {
    super(message)
    this.failure = failure
  }
}
