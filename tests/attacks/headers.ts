import { describe, expect, it } from 'vitest'
import { MIRA } from '../../sandbox/people.ts'
import { type AttackedDesk, HOST } from './attacked-desk.ts'

const PROTECTION = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
}

const raw = (line: string, ...headers: string[]) =>
  [line, ...headers, 'connection: close', '', ''].join('\r\n')

const get = (path: string, ...headers: string[]) => raw(`GET ${path} HTTP/1.1`, `host: ${HOST}`, ...headers)

/** Every kind of answer, whoever makes it: a page, a route, Next, our server, Node. */
const ANSWERS: [string, number, string][] = [
  ['a page', 200, get('/sign-in')],
  ['a page that is closed', 307, get('/requests')],
  ['no such page', 404, get('/no-such-page')],
  ['an address with a slash too many', 308, get('/requests/')],
  ['an address with two slashes', 308, get('//requests')],
  ['an address that cannot be read', 400, get('/api/jobs/%ff')],
  ['a call without a session', 401, get('/api/me')],
  [
    'a call that takes many rows',
    415,
    raw('POST /api/lists/x/check HTTP/1.1', `host: ${HOST}`, 'content-length: 0'),
  ],
  [
    'a call from elsewhere',
    403,
    raw(
      'POST /api/requests HTTP/1.1',
      `host: ${HOST}`,
      'content-type: application/json',
      'content-length: 0',
    ),
  ],
  ['a call that does not exist', 404, get('/api/nothing')],
  ['a method that a route does not take', 405, raw('DELETE /api/me HTTP/1.1', `host: ${HOST}`)],
  ['a method that nobody takes', 405, raw('TRACE /api/me HTTP/1.1', `host: ${HOST}`)],
  ['a question for methods', 204, raw('OPTIONS /api/me HTTP/1.1', `host: ${HOST}`)],
  ['a route of next-auth', 200, get('/api/auth/csrf')],
  ['a route of next-auth that is closed', 404, get('/api/auth/session')],
  ['a sign-in that failed', 302, get('/api/auth/callback/concur?error_code=x')],
  ['a call for operators', 401, get('/api/metrics')],
  ['health', 200, get('/api/health/ready')],
  ['the contract', 200, get('/api/openapi.json')],
  ['an icon', 200, get('/icon.svg')],
  ['a file', 200, get('/screenshots/phones.png')],
  ['a script that is not there', 404, get('/_next/static/chunks/none.js')],
  [
    'a body that is too large',
    413,
    raw('POST /api/requests HTTP/1.1', `host: ${HOST}`, 'content-length: 1000001'),
  ],
  ['another host', 421, raw('GET / HTTP/1.1', 'host: evil.example')],
  ['no host', 400, raw('GET / HTTP/1.1')],
  ['what is no HTTP', 400, 'HELLO\r\n\r\n'],
  ['two lengths', 400, raw('POST / HTTP/1.1', `host: ${HOST}`, 'content-length: 1', 'content-length: 2')],
  ['headers that are too long', 431, get('/', `x-a: ${'a'.repeat(20_000)}`)],
  ['an expectation', 417, get('/', 'expect: 200-miracle')],
]

function headersOf(answer: string): Map<string, string[]> {
  const [, ...lines] = (answer.split('\r\n\r\n', 1)[0] ?? '').split('\r\n')
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()])
  }
  return headers
}

export function attackHeaders(desk: () => AttackedDesk): void {
  describe('The headers that protect an answer are there, once, on', () => {
    it.each(ANSWERS)('%s (%i)', async (_, status, request) => {
      const answer = await desk().shout(request)
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      const headers = headersOf(answer)
      for (const [name, value] of Object.entries(PROTECTION)) expect(headers.get(name), name).toEqual([value])
      const [policy = '', ...more] = headers.get('content-security-policy') ?? []
      expect(more).toEqual([])
      const directives = new Map(policy.split('; ').map((part) => [part.split(' ')[0], part] as const))
      expect(directives.get('default-src')).toBe("default-src 'none'")
      expect(directives.get('base-uri')).toBe("base-uri 'none'")
      expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(unsafe-inline|https:|\*)/)
      for (const name of ['x-powered-by', 'server', 'access-control-allow-origin', 'x-clearance-client'])
        expect(headers.get(name), name).toBeUndefined()
    })

    it('a script, which may load more of them and nothing else', async () => {
      const visitor = desk().visitor()
      const [script = ''] = (await visitor.get('/sign-in')).text.match(/\/_next\/static\/[\w./-]+\.js/) ?? []
      const { headers } = await visitor.get(script)
      expect(headers).toMatchObject(PROTECTION)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
    })
  })

  it('A page runs no script without its own nonce, which is another one each time', async () => {
    const nonces = new Set<string>()
    for (const path of ['/sign-in', '/sign-in', '/no-such-page', '/requests']) {
      const { headers, text } = await desk().visitor().get(path)
      const policy = String(headers['content-security-policy'])
      const nonce = /script-src 'nonce-([\w+/]{22}==)' 'strict-dynamic'(;|$)/.exec(policy)?.[1] ?? ''
      nonces.add(nonce)
      expect(policy).toContain('upgrade-insecure-requests')
      for (const script of text.match(/<script\b[^>]*>/g) ?? []) expect(script).toContain(`nonce="${nonce}"`)
    }
    expect(nonces.size).toBe(4)
    expect(nonces.has('')).toBe(false)
  })

  it('Answers with somebody’s data are stored nowhere', async () => {
    const visitor = desk().visitor()
    await visitor.signIn(MIRA)
    for (const path of ['/api/me', '/api/requests', '/api/jobs', '/api/audit', '/api/audit.csv'])
      expect((await visitor.get(path)).headers['cache-control'], path).toBe('no-store')
    for (const page of ['/requests', '/audit', '/jobs'])
      expect((await visitor.get(page)).headers['cache-control'], page).toMatch(/no-store/)
  })

  it('Every answer with a body says of what kind it is', async () => {
    for (const [name, status, request] of ANSWERS) {
      // Next's own redirects repeat the address as their body, which nobody reads.
      if (status === 308) continue
      const answer = await desk().shout(request)
      const headers = headersOf(answer)
      const [, body = ''] = answer.split('\r\n\r\n')
      if (body.replace(/^0\r?\n?/, '') === '') continue
      const [type = ''] = headers.get('content-type') ?? []
      expect(type, name).toMatch(
        /^(text\/(html|plain); ?charset=utf-8|application\/(problem\+)?json|image\/\w+(\+xml)?)/i,
      )
    }
  })
}
