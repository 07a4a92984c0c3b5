import { describe, expect, it } from 'vitest'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { APP_URL, type AttackedDesk, SESSION, type Visitor } from './attacked-desk.ts'

export function attackSignIn(desk: () => AttackedDesk): void {
  const codesAsked = () =>
    desk()
      .sandbox.store.calls.all()
      .filter(({ method, path }) => method === 'POST' && path === '/oauth2/v0/token').length

  /** The visitor is led back to the sign-in page with a reason and has no session. */
  async function expectRefused(visitor: Visitor, callback: URL, reason = /^\w+$/): Promise<void> {
    const { status, headers } = await visitor.follow(callback)
    expect(status).toBe(302)
    const location = new URL(headers.location ?? '')
    expect(location.origin + location.pathname).toBe(`${APP_URL}/sign-in`)
    expect(location.searchParams.get('error')).toMatch(reason)
    expect(visitor.jar.has(SESSION)).toBe(false)
    expect(await visitor.isSignedIn()).toBe(false)
  }

  describe('A callback', () => {
    it.each<[string, (query: URLSearchParams) => void]>([
      ['is another browser’s', (query) => query.set('state', 'A'.repeat(43))],
      ['is empty', (query) => query.set('state', '')],
      ['is missing', (query) => query.delete('state')],
      ['comes twice, once forged', (query) => query.append('state', 'forged')],
      ['is longer than any state', (query) => query.set('state', 'A'.repeat(10_000))],
      ['holds a line end', (query) => query.set('state', 'a\r\nset-cookie: x=y')],
    ])('whose state %s gives no session, and its code is not used', async (_, change) => {
      const visitor = desk().visitor()
      const callback = await visitor.consent(await visitor.begin(), MIRA)
      const before = codesAsked()
      change(callback.searchParams)
      await expectRefused(visitor, callback, /^state$/)
      expect(codesAsked()).toBe(before)
    })

    it('that somebody planted in a browser that never asked gives no session', async () => {
      const [attacker, victim] = [desk().visitor(), desk().visitor()]
      await expectRefused(victim, await attacker.consent(await attacker.begin(), PRIYA), /^state$/)
    })

    it('with the state of one sign-in and the cookie of another gives no session', async () => {
      const [attacker, victim] = [desk().visitor(), desk().visitor()]
      const planted = await attacker.consent(await attacker.begin(), PRIYA)
      await victim.begin()
      await expectRefused(victim, planted, /^state$/)
    })

    it('with a code that was stolen from another browser gives no session: the id_token names that other sign-in', async () => {
      const [attacker, victim] = [desk().visitor(), desk().visitor()]
      const stolen = await victim.consent(await victim.begin(), MIRA)
      const callback = await attacker.consent(await attacker.begin(), DANIEL)
      callback.searchParams.set('code', stolen.searchParams.get('code') ?? '')
      await expectRefused(attacker, callback)
    })

    it('works once: replayed with the very same cookies, it gives no session', async () => {
      const [visitor, replaying] = [desk().visitor(), desk().visitor()]
      const callback = await visitor.consent(await visitor.begin(), MIRA)
      for (const [name, value] of visitor.jar) replaying.jar.set(name, value)
      await visitor.follow(callback)
      expect(await visitor.isSignedIn()).toBe(true)
      await expectRefused(replaying, callback, /^(code|state)$/)
    })

    it('that brings tokens instead of a code gives no session', async () => {
      const visitor = desk().visitor()
      const state = (await visitor.begin()).searchParams.get('state') ?? ''
      const query = { state, access_token: 'at_forged', id_token: 'e30.e30.e30', refresh_token: 'forged' }
      const callback = new URL(`${APP_URL}/api/auth/callback/concur?${new URLSearchParams(query)}`)
      await expectRefused(visitor, callback, /^code$/)
    })

    it.each([
      ['names another provider', '/api/auth/callback/other'],
      ['hides its slash', '/api/auth/callback%2Fconcur'],
      ['ends in a dot', '/api/auth/callback/concur.'],
      ['is written in capitals', '/api/auth/CALLBACK/concur'],
    ])('whose address %s does not exist', async (_, path) => {
      const visitor = desk().visitor()
      const { search } = await visitor.consent(await visitor.begin(), MIRA)
      expect((await visitor.get(path + search)).status).toBe(404)
      expect(await visitor.isSignedIn()).toBe(false)
    })
  })

  describe('A sign-in', () => {
    it('asks Concur for nothing that a link added', async () => {
      const authorize = await desk()
        .visitor()
        .begin('?prompt=none&scope=everything&redirect_uri=https://evil.example&state=known&nonce=known')
      expect(authorize.href).not.toMatch(/prompt|everything|evil|known/)
      expect(authorize.searchParams.get('redirect_uri')).toBe(`${APP_URL}/api/auth/callback/concur`)
      expect(authorize.searchParams.get('response_type')).toBe('code')
      expect(authorize.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
      expect(authorize.searchParams.get('nonce')).toMatch(/^[\w-]{43}$/)
    })

    it('begins with next-auth’s own token against forged forms alone', async () => {
      const visitor = desk().visitor()
      const { json } = await visitor.get('/api/auth/csrf')
      const forms = ['', 'csrfToken=', 'csrfToken=forged', `csrfToken=${json.csrfToken.slice(0, -1)}`]
      for (const body of forms) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        const answer = await visitor.ask('POST', '/api/auth/signin/concur', { headers, body })
        expect(answer.headers.location ?? '', body).not.toContain('authorize')
      }
      visitor.jar.clear()
      const answer = await visitor.ask('POST', '/api/auth/signin/concur', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `csrfToken=${json.csrfToken}`,
      })
      expect(answer.headers.location ?? '').not.toContain('authorize')
    })

    it('ends the session from before, and one that somebody planted is never worth anything', async () => {
      const visitor = desk().visitor()
      const planted = 'P'.repeat(43)
      visitor.jar.set(SESSION, planted)
      await visitor.signIn(MIRA)
      const first = visitor.jar.get(SESSION) ?? ''
      await visitor.signIn(MIRA)
      const second = visitor.jar.get(SESSION) ?? ''
      expect(new Set([planted, first, second]).size).toBe(3)
      expect(second).toMatch(/^[\w-]{43}$/)
      for (const [token, alive] of [
        [planted, false],
        [first, false],
        [second, true],
      ] as const) {
        const other = desk().visitor()
        other.jar.set(SESSION, token)
        expect(await other.isSignedIn()).toBe(alive)
      }
    })

    it('as another person links nobody: each stays who they are', async () => {
      const visitor = desk().visitor()
      await visitor.signIn(MIRA)
      const mira = (await visitor.get('/api/me')).json
      await visitor.signIn(DANIEL)
      const daniel = (await visitor.get('/api/me')).json
      const elsewhere = desk().visitor()
      await elsewhere.signIn(MIRA)
      expect((await elsewhere.get('/api/me')).json).toEqual(mira)
      expect([mira.login, daniel.login]).toEqual([MIRA.login, DANIEL.login])
      expect(daniel.id).not.toBe(mira.id)
    })

    it('sets cookies for this very host alone, out of reach of scripts and of other sites', async () => {
      const visitor = desk().visitor()
      const answers = [await visitor.get('/api/auth/csrf')]
      const authorize = await visitor.begin()
      for (const name of visitor.jar.keys()) expect(name).toMatch(/^__Host-/)
      expect([...visitor.jar.keys()].sort()).toEqual([
        '__Host-next-auth.callback-url',
        '__Host-next-auth.csrf-token',
        '__Host-next-auth.nonce',
        '__Host-next-auth.state',
      ])
      answers.push(await visitor.follow(await visitor.consent(authorize, MIRA)))
      const cookies = answers.flatMap(({ headers }) => headers['set-cookie'] ?? [])
      expect(cookies.some((cookie) => cookie.startsWith(`${SESSION}=`))).toBe(true)
      for (const cookie of cookies) {
        const [pair = '', ...attributes] = cookie.split(/; */)
        expect(pair).toMatch(/^__Host-/)
        const flags = attributes.map((attribute) => attribute.toLowerCase())
        expect(flags, pair).toEqual(expect.arrayContaining(['secure', 'httponly', 'samesite=lax', 'path=/']))
        expect(flags.join(), pair).not.toContain('domain')
      }
    })
  })

  describe('The routes of next-auth', () => {
    it.each([
      ['GET', 'session'],
      ['GET', 'providers'],
      ['GET', '_log'],
      ['GET', 'signin'],
      ['GET', 'signin/concur'],
      ['GET', 'signout'],
      ['GET', 'error'],
      ['GET', 'verify-request'],
      ['GET', 'csrf%2F..%2Fsession'],
      ['HEAD', 'callback/concur'],
      ['POST', '_log'],
      ['POST', 'session'],
      ['POST', 'callback/concur'],
      ['POST', 'callback/credentials'],
    ])('%s %s is closed', async (method, path) => {
      const visitor = desk().visitor()
      expect((await visitor.ask(method, `/api/auth/${path}`)).status).toBe(404)
      expect(visitor.jar.size).toBe(0)
    })
  })

  describe('A sign-out', () => {
    it('by a link, or by a form without next-auth’s token, ends nothing', async () => {
      const visitor = desk().visitor()
      await visitor.signIn(MIRA)
      const session = visitor.jar.get(SESSION) ?? ''
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      await visitor.get('/api/auth/signout')
      await visitor.ask('POST', '/api/auth/signout', { headers, body: 'csrfToken=forged' })
      visitor.jar.set(SESSION, session)
      expect(await visitor.isSignedIn()).toBe(true)
    })

    it('everywhere ends every session of that person and nobody else’s', async () => {
      const [office, phone, daniel] = [desk().visitor(), desk().visitor(), desk().visitor()]
      await Promise.all([office.signIn(MIRA), phone.signIn(MIRA), daniel.signIn(DANIEL)])
      expect((await office.write('POST', '/api/session/sign-out-everywhere', undefined)).status).toBe(200)
      expect([await office.isSignedIn(), await phone.isSignedIn()]).toEqual([false, false])
      expect(await daniel.isSignedIn()).toBe(true)
    })
  })
}
