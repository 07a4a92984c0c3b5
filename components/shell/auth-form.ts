/** Posts one of next-auth's forms and returns the address that it leads to. A fetch rather than a form, since a form's redirect to another host is barred by the page's policy. */
export async function postAuthForm(
  action: 'signin/concur' | 'signout',
  callbackUrl: string,
): Promise<string> {
  const csrf = await fetch('/api/auth/csrf', { headers: { accept: 'application/json' } })
  const { csrfToken }: { csrfToken: string } = await csrf.json()
  const response = await fetch(`/api/auth/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl, json: 'true' }),
  })
  const { url }: { url: string } = await response.json()
  return url
}
