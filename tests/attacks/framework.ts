import { describe, expect, it } from 'vitest'
import { MIRA } from '../../sandbox/people.ts'
import { APP_URL, type AttackedDesk } from './attacked-desk.ts'

/** Pages of the desk; none of them opens without a session. */
const PAGES = ['/requests', '/requests/new', '/lists', '/exceptions', '/jobs', '/audit']

/** Headers by which the parts of Next speak to each other, or once did. */
const INNER = {
  'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
  'x-middleware-subrequest-id': '1',
  'x-middleware-next': '1',
  'x-middleware-rewrite': '/sign-in',
  'x-middleware-prefetch': '1',
  'x-middleware-skip': '1',
  'x-middleware-invoke': '1',
  'x-middleware-override-headers': 'cookie',
  'x-middleware-request-cookie': '__Host-clearance.session=forged',
  'x-middleware-set-cookie': '__Host-clearance.session=forged',
  'x-invoke-path': '/sign-in',
  'x-invoke-query': '{}',
  'x-invoke-status': '200',
  'x-invoke-output': '/sign-in',
  'x-matched-path': '/sign-in',
  'x-now-route-matches': '1=sign-in',
  'x-nextjs-data': '1',
  'x-nextjs-rewritten-path': '/sign-in',
  'x-next-revalidated-tags': 'a',
  'x-next-revalidate-tag-token': 'a',
  'x-next-cache-tags': 'a',
  'next-resume': '1',
  'x-prerender-revalidate': 'forged',
  'x-clearance-local': '1',
  'x-clearance-client': '127.0.0.1',
  'x-path': 'https://evil.example/',
  'x-nonce': 'forged',
}

/** What only somebody who is signed in may read: navigation, names, data. */
const INSIDE = /Sign out|mira\.okafor|Okafor|northwind|aria-label="Main"|requestKey/

const SERVER_FILES = [
  '/_next/static/../../package.json',
  '/_next/static/%2e%2e/%2e%2e/package.json',
  '/_next/static/..%2f..%2fpackage.json',
  '/_next/static/..%5c..%5cpackage.json',
  '/_next/static/%252e%252e%252f%252e%252e%252fpackage.json',
  '/_next/static/chunks/../../../../.env',
  '/_next/../package.json',
  '/_next/server/app/page.js',
  '/_next/server/middleware-manifest.json',
  '/_next/BUILD_ID',
  '/_next/build-manifest.json',
  '/_next/required-server-files.json',
  '/_next/static/chunks/',
  '/.next/BUILD_ID',
  '/.env',
  '/.git/config',
  '/.data/postgresql.conf',
  '/package.json',
  '/package-lock.json',
  '/lib/config.ts',
  '/proxy.ts',
  '/next.config.mjs',
  '/public/../package.json',
  '/screenshots/../package.json',
  '/screenshots/%2e%2e/%2e%2e/package.json',
  '/..%00/package.json',
  '/__nextjs_original-stack-frame',
  '/__nextjs_source-map?filename=x',
  '/_next/webpack-hmr',
  '/_next/data/x/requests.json',
  '/_next/image?url=%2Fscreenshots%2Fphones.png&w=640&q=75',
  '/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=640&q=75',
  '/api/../package.json',
]

export function attackFramework(desk: () => AttackedDesk): void {
  describe('Without a session', () => {
    it('a page leads to the sign-in, whatever headers of Next’s own come with it', async () => {
      for (const page of PAGES)
        for (const [name, value] of [...Object.entries(INNER), ['accept', 'text/html'] as const]) {
          const answer = await desk()
            .visitor()
            .get(page, { [name]: value })
          expect(answer.status, `${page} ${name}`).toBe(307)
          expect(new URL(answer.headers.location ?? '', APP_URL).href).toBe(
            `${APP_URL}/sign-in?callbackUrl=${encodeURIComponent(page)}`,
          )
          expect(answer.text).not.toMatch(INSIDE)
          expect(answer.headers['set-cookie']).toBeUndefined()
        }
    })

    it('a call stays refused, whatever headers of Next’s own come with it', async () => {
      for (const [name, value] of Object.entries(INNER))
        expect(
          (
            await desk()
              .visitor()
              .get('/api/me', { [name]: value })
          ).status,
          name,
        ).toBe(401)
      expect((await desk().visitor().get('/api/me', INNER)).status).toBe(401)
    })

    it.each<[string, Record<string, string>]>([
      ['as the page’s own scripts ask', { rsc: '1' }],
      ['ahead of time', { rsc: '1', 'next-router-prefetch': '1' }],
      [
        'in segments ahead of time',
        { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
      ],
      [
        'as if the desk were open already',
        {
          rsc: '1',
          'next-url': '/requests',
          'next-router-state-tree': encodeURIComponent(
            JSON.stringify(['', { children: ['(desk)', { children: ['requests', {}] }] }, null, 'refetch']),
          ),
        },
      ],
      ['with a state that is none', { rsc: '1', 'next-router-state-tree': '%00{{' }],
    ])('a page asked for %s holds nothing of anybody', async (_, headers) => {
      for (const page of PAGES) {
        let path = `${page}?_rsc=x`
        for (let step = 0; step < 3; step += 1) {
          const answer = await desk().visitor().get(path, headers)
          expect(answer.text, path).not.toMatch(INSIDE)
          if (!answer.headers.location) break
          const next = new URL(answer.headers.location, APP_URL)
          path = next.pathname + next.search
        }
      }
    })

    it('files that Next makes of pages for itself hold nothing of anybody', async () => {
      for (const page of PAGES)
        for (const ending of [
          '.rsc',
          '.prefetch.rsc',
          '.segments/_tree.segment.rsc',
          '.json',
          '.html',
          '.txt',
          '.body',
          '.meta',
        ]) {
          const answer = await desk()
            .visitor()
            .get(page + ending)
          expect(answer.status, page + ending).toBe(404)
          expect(answer.text).not.toMatch(INSIDE)
        }
    })
  })

  describe('A page', () => {
    it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])(
      'takes no %s: what writes is below /api, and server actions do not exist',
      async (method) => {
        const visitor = desk().visitor()
        await visitor.signIn(MIRA)
        for (const page of ['/', '/sign-in', '/requests'])
          for (const action of ['', '0'.repeat(42)]) {
            const headers = { 'next-action': action, 'content-type': 'text/plain' }
            const answer = await visitor.ask(method, page, { headers, body: '[]' })
            expect(answer.status, page).toBe(405)
            expect(answer.headers.allow).toBe('GET, HEAD')
          }
      },
    )

    it('takes no form that calls a server action', async () => {
      const part = (name: string, value: string) =>
        `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
      const body = `${part('1_$ACTION_ID_0', '')}${part('0', '["$1:__proto__:then"]')}--x--\r\n`
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      expect((await desk().visitor().ask('POST', '/sign-in', { headers, body })).status).toBe(405)
    })
  })

  it('A call takes no method that would echo it or that nobody knows', async () => {
    for (const method of ['TRACE', 'PATCH', 'PROPFIND', 'LINK', 'SOURCE', 'PURGE'])
      expect((await desk().visitor().ask(method, '/api/me')).status, method).toBe(405)
  })

  describe('Files of the server', () => {
    it.each(SERVER_FILES)('%s is not served', async (path) => {
      const answer = await desk().visitor().get(path)
      expect([400, 404, 308, 307]).toContain(answer.status)
      expect(answer.text).not.toMatch(/"dependencies"|"scripts"|CONCUR_|repositoryformat|PNG|sourceRoot/)
    })

    it('are not among the scripts of a page, and no script names its sources', async () => {
      const visitor = desk().visitor()
      const { text } = await visitor.get('/sign-in')
      const scripts = [...new Set(text.match(/\/_next\/static\/[\w./-]+\.(?:js|css)/g))]
      expect(scripts.length).toBeGreaterThan(3)
      for (const script of scripts) {
        const answer = await visitor.get(script)
        expect(answer.status).toBe(200)
        expect(answer.text, script).not.toContain('sourceMappingURL')
        expect((await visitor.get(`${script}.map`)).status).toBe(404)
      }
    })
  })

  it('Words of Concur are text in a page, whatever markup they hold', async () => {
    const { sandbox } = desk()
    const visitor = desk().visitor()
    await visitor.signIn(MIRA)
    const { json } = await visitor.get('/api/requests?status=TOAPPROVE')
    const markup = `</script><script>alert(1)</script><img src=x onerror=alert(2)>`
    const request = sandbox.store.requests.find(json.items[0].requestKey)
    if (!request) throw new Error('The sandbox does not know its own request.')
    request.name = markup
    request.purpose = markup
    sandbox.store.requests.changed(request, sandbox.store.today())
    for (const path of [
      '/requests',
      `/requests?q=${encodeURIComponent(markup)}`,
      `/requests?request=${encodeURIComponent(markup)}`,
    ]) {
      const page = await visitor.get(path, { 'sec-fetch-dest': 'document' })
      expect(page.status).toBe(200)
      expect(page.text).toContain('alert(1)')
      expect(page.text).not.toContain('<script>alert')
      expect(page.text).not.toContain('<img src=x')
      const nonce = /'nonce-([^']+)'/.exec(String(page.headers['content-security-policy']))?.[1]
      for (const script of page.text.match(/<script\b[^>]*>/g) ?? [])
        expect(script).toContain(`nonce="${nonce}"`)
    }
  })
}
