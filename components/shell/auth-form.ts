import { z } from 'zod'

const csrfAnswer = z.object({ csrfToken: z.string() })
const redirectAnswer = z.object({ url: z.string() })

/** Posts one of next-auth's forms and returns the address that it leads to. A fetch rather than a form, since a form's redirect to another host is barred by the page's policy. */
export async function postAuthForm(
  action: 'signin/concur' | 'signout',
  callbackUrl: string,
): Promise<string> {
  const csrf = await fetch('/api/auth/csrf', { headers: { accept: 'application/json' } })
  const { csrfToken } = csrfAnswer.parse(await csrf.json())
  const response = await fetch(`/api/auth/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl, json: 'true' }),
  })
  return redirectAnswer.parse(await response.json()).url
}
