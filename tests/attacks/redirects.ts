import { describe, expect, it } from 'vitest'
import { callbackPath } from '#components/shell/callback-path.ts'
import { MIRA } from '../../sandbox/people.ts'
import { APP_URL, type AttackedDesk, HOST } from './attacked-desk.ts'

/** The kinds of places that lead elsewhere in spite of a check, each once. */
const ELSEWHERE = [
  // another scheme, host or both
  'https://evil.example',
  'http://evil.example/',
  'HTTPS://EVIL.EXAMPLE/',
  'ftp://evil.example/',
  // without a scheme
  '//evil.example',
  '///evil.example',
  '////evil.example//',
  'evil.example',
  '.evil.example',
  // a scheme without its slashes, or with too many
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  // backslashes, which browsers read as slashes
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\\/evil.example',
  'https:\\\\evil.example',
  // what browsers leave out
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '\u0000//evil.example',
  'ht\ntps://evil.example',
  '\u00a0//evil.example',
  '\ufeff//evil.example',
  // dots that vanish
  '/.//evil.example',
  '/..//evil.example',
  '/./\\evil.example',
  '/%2e%2e//evil.example',
  // a user name that looks like the host
  `https://${HOST}@evil.example/`,
  `https://${HOST}:443@evil.example/`,
  `//${HOST}@evil.example`,
  `https://evil.example#${HOST}`,
  `https://evil.example?${HOST}`,
  `https://evil.example\\@${HOST}`,
  // names that begin or end like ours
  `https://${HOST}.evil.example/`,
  `https://evil${HOST}/`,
  `https://${HOST}:8443/`,
  `http://${HOST}/`,
  // dots and slashes of other scripts
  'https://evil\u3002example',
  '/\uff0fevil.example',
  '\uff0f\uff0fevil.example',
  'https:\u2044\u2044evil.example',
  // what runs instead of leading
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  `javascript://${HOST}/%0aalert(1)`,
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://evil.example/x',
  // escapes that somebody may undo later
  '%2f%2fevil.example',
  '%5c%5cevil.example',
  'https%3a%2f%2fevil.example',
  // ours, but nothing to open
  '/api/auth/signout',
  `${APP_URL}/api/audit.csv`,
]

/** Addresses whose form makes a server redirect by itself. */
const ODD_PATHS = [
  '//evil.example',
  '//evil.example/',
  '///evil.example/..',
  '/\\evil.example/',
  '/\\\\evil.example/',
  '/%5cevil.example/',
  '/%2fevil.example/',
  '/%2f%2fevil.example/',
  '/.//evil.example/',
  '/requests//evil.example/',
  '/requests/..//evil.example/',
  '/%09/evil.example/',
  '/%0d%0alocation:%20https://evil.example/',
  '/https://evil.example/',
  '/https:/evil.example//',
  '/@evil.example/',
  '//%65vil.example/%2f..',
  '/evil.example/%2e%2e/',
  '/requests?next=//evil.example&callbackUrl=//evil.example',
  '/?callbackUrl=https://evil.example',
]

const leadsTo = (location: string) => new URL(location, APP_URL)

export function attackRedirects(desk: () => AttackedDesk): void {
  describe('A link to the sign-in', () => {
    it.each(ELSEWHERE)('that asks to go on to %j leads to the desk', async (wanted) => {
      const visitor = desk().visitor()
      const authorize = await visitor.begin('', wanted)
      const { status, headers } = await visitor.follow(await visitor.consent(authorize, MIRA))
      expect(status).toBe(302)
      // A slash of another script is a letter like others: escaped it stays inside the path.
      expect(['/requests', '/%EF%BC%8Fevil.example']).toContain(headers.location?.replace(APP_URL, ''))
      const shown = leadsTo(callbackPath(wanted))
      expect(shown.origin).toBe(APP_URL)
    })

    it('cannot bring the place in the query of the form, nor twice', async () => {
      const visitor = desk().visitor()
      const authorize = await visitor.begin('?callbackUrl=https://evil.example&callbackUrl=//evil.example')
      const { headers } = await visitor.follow(await visitor.consent(authorize, MIRA))
      expect(headers.location).toBe(`${APP_URL}/requests`)
    })

    it('cannot bring the place in a cookie', async () => {
      const visitor = desk().visitor()
      const authorize = await visitor.begin()
      visitor.jar.set('__Host-next-auth.callback-url', 'https%3A%2F%2Fevil.example')
      const { headers } = await visitor.follow(await visitor.consent(authorize, MIRA))
      expect(leadsTo(headers.location ?? '').origin).toBe(APP_URL)
    })
  })

  it('A sign-out leads to the desk, whatever it is asked', async () => {
    for (const wanted of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const visitor = desk().visitor()
      await visitor.signIn(MIRA)
      const { json } = await visitor.get('/api/auth/csrf')
      const answer = await visitor.ask('POST', '/api/auth/signout', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: String(new URLSearchParams({ csrfToken: json.csrfToken, callbackUrl: wanted })),
      })
      expect(leadsTo(answer.headers.location ?? '').origin).toBe(APP_URL)
      expect(await visitor.isSignedIn()).toBe(false)
    }
  })

  describe('An address', () => {
    it.each(ODD_PATHS)('%s leads nowhere but to the desk', async (path) => {
      let next: string | undefined = path
      for (let step = 0; next !== undefined && step < 5; step += 1) {
        const answer = await desk().visitor().get(next)
        for (const name of ['location', 'refresh']) {
          const value = String(answer.headers[name] ?? '').replace(/^\d+;url=/, '')
          expect(leadsTo(value).origin, `${name} after ${next}`).toBe(APP_URL)
          expect(value).not.toMatch(/^[/\\]{2}/)
        }
        const location = answer.headers.location
        const to = location === undefined ? undefined : leadsTo(location)
        next = to && to.pathname + to.search
      }
    })
  })
}
