const CLIENT = { client_id: 'clearance-sandbox', redirect_uri: 'http://localhost/api/auth/callback/concur' }

/** An access token of the sandbox without an app in between: consent, then the code for a token. */
export async function concurToken(
  concurUrl: string,
  personId: string,
  scope = 'openid TRVREQ',
): Promise<string> {
  const consent = await fetch(`${concurUrl}/oauth2/v0/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...CLIENT,
      response_type: 'code',
      scope,
      state: 'bench',
      person: personId,
    }),
  })
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const answer = await fetch(`${concurUrl}/oauth2/v0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...CLIENT,
      client_secret: 'clearance-sandbox-secret',
      grant_type: 'authorization_code',
      code,
    }),
  })
  const { access_token: token } = await answer.json()
  if (typeof token !== 'string') throw new Error(`The sandbox gave no token: ${answer.status}`)
  return token
}
