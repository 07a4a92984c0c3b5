import { callBff } from '#lib/browser/call-bff.ts'
import { postAuthForm } from './auth-form.ts'

/** Each ends at the sign-in page, which says what was done. A whole new page: nothing that was read stays in memory. */
const leave = (ended: string) => window.location.assign(`/sign-in?ended=${ended}`)

export async function endSession(): Promise<void> {
  await postAuthForm('signout', '/sign-in')
  leave('here')
}

export async function endEverySession(): Promise<void> {
  await callBff('POST /api/session/sign-out-everywhere')
  leave('everywhere')
}

export async function endConnection(): Promise<void> {
  await callBff('POST /api/session/disconnect')
  leave('connection')
}
