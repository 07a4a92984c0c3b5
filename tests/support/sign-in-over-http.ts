/** Signs in as a browser would, without one: through next-auth, the sandbox's consent form and the callback. Returns the session's token. */
export async function signInOverHttp(appUrl: string, personId: string): Promise<string> {
  const jar = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(path, appUrl), {
      redirect: 'manual',
      ...init,
      headers: { cookie, ...init.headers },
    })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
  const { csrfToken } = await (await ask('/api/auth/csrf')).json()
  const start = await ask('/api/auth/signin/concur', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, callbackUrl: `${appUrl}/requests` }),
  })
  const authorize = new URL(start.headers.get('location') ?? '')
  const consent = new URLSearchParams(authorize.searchParams)
  consent.set('person', personId)
  const back = await fetch(authorize.origin + authorize.pathname, {
    method: 'POST',
    redirect: 'manual',
    body: consent,
  })
  await ask(back.headers.get('location') ?? '')
  const token = jar.get('clearance.session')
  if (!token) throw new Error('The sign-in gave no session.')
  return token
}
