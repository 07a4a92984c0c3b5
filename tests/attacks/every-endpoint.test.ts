/// <reference types="vite/client" />
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '#lib/contracts/endpoint.ts'
import { type EndpointName, endpoints } from '#lib/contracts/endpoints.ts'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { heldReport, reportWith } from '../sandbox/report-client.ts'
import { type Answer, APP_URL, type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

/** Who may call a route, beyond having a session. */
type Demand =
  /** It holds what is one's own and nothing else. */
  | 'a session'
  /** The person's own token goes to Concur, which decides. */
  | 'their own grant'
  /** As before, but the company's token goes for people in PROCESSOR_LOGINS. */
  | 'their own grant, or the company’s for a processor'
  /** A job of somebody else answers as if it did not exist. */
  | 'their own job'

interface Rule {
  demands: Demand
  /** A body that would do something if it were let in. */
  body?: unknown
  /** What it may hold besides. */
  optional?: object
}

const items = [{ name: 'Attack', codes: ['ATTACK1'], startDate: '2027-01-01' }]
const ofCompany = 'their own grant, or the company’s for a processor'
const added = { exceptionCode: 'AUDIT', exceptionVisibility: 'ALL' }

/** One rule an endpoint: a new endpoint without one fails the first test, and the types. */
const rules: Record<EndpointName, Rule> = {
  'GET /api/me': { demands: 'a session' },
  'POST /api/session/sign-out-everywhere': { demands: 'a session' },
  'POST /api/session/disconnect': { demands: 'their own grant' },
  'GET /api/requests': { demands: 'their own grant' },
  'POST /api/requests': {
    demands: 'their own grant',
    body: { name: 'Attack' },
    optional: { purpose: 'a', comment: 'a', startDate: 'a', startTime: 'a', custom1: 'a' },
  },
  'POST /api/requests/bulk': {
    demands: 'their own grant',
    body: { action: 'approve', requestKeys: ['nAttack'] },
    optional: { comment: 'a', versions: { nAttack: 'a' }, exceptionsSeen: ['nAttack'] },
  },
  'GET /api/requests/{requestKey}': { demands: 'their own grant' },
  'PUT /api/requests/{requestKey}': {
    demands: 'their own grant',
    body: { name: 'Attack' },
    optional: { version: 'a', custom20: 'a' },
  },
  'POST /api/requests/{requestKey}/approve': {
    demands: 'their own grant',
    body: {},
    optional: { comment: 'a', version: 'a' },
  },
  'POST /api/requests/{requestKey}/send-back': { demands: 'their own grant', body: { comment: 'Attack' } },
  'POST /api/requests/{requestKey}/recall': {
    demands: 'their own grant',
    body: {},
    optional: { comment: 'a', version: 'a' },
  },
  'GET /api/jobs': { demands: 'a session' },
  'GET /api/jobs/{jobId}': { demands: 'their own job' },
  'GET /api/jobs/{jobId}/results': { demands: 'their own job' },
  'POST /api/jobs/{jobId}/cancel': { demands: 'their own job' },
  'POST /api/jobs/{jobId}/retry-failed': { demands: 'their own job' },
  'GET /api/lists': { demands: 'their own grant' },
  'GET /api/lists/{listId}': { demands: 'their own grant' },
  'GET /api/lists/{listId}/items': { demands: 'their own grant' },
  'POST /api/lists/{listId}/check': { demands: 'their own grant', body: { operation: 'create', items } },
  'POST /api/lists/{listId}/batches': {
    demands: 'their own grant',
    body: { operation: 'create', items },
    optional: { source: 'a' },
  },
  'POST /api/lists/{listId}/change-code/check': {
    demands: 'their own grant',
    body: { codes: ['ATTACK1'], newCode: 'ATTACK2' },
  },
  'POST /api/lists/{listId}/change-code': {
    demands: 'their own grant',
    body: { codes: ['ATTACK1'], newCode: 'ATTACK2' },
  },
  'GET /api/reports': { demands: ofCompany },
  'GET /api/reports/{reportId}': { demands: ofCompany },
  'GET /api/reports/{reportId}/expenses': { demands: ofCompany },
  'GET /api/reports/{reportId}/exceptions': { demands: ofCompany },
  'PUT /api/reports/{reportId}/exceptions': { demands: ofCompany, body: added },
  'DELETE /api/reports/{reportId}/exceptions/{exceptionCode}': {
    demands: ofCompany,
    body: { reason: 'Attack' },
  },
  'GET /api/reports/{reportId}/expenses/{expenseId}/exceptions': { demands: ofCompany },
  'PUT /api/reports/{reportId}/expenses/{expenseId}/exceptions': { demands: ofCompany, body: added },
  'DELETE /api/reports/{reportId}/expenses/{expenseId}/exceptions/{exceptionCode}': {
    demands: ofCompany,
    body: { reason: 'Attack' },
  },
  'GET /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions': {
    demands: ofCompany,
  },
  'PUT /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions': {
    demands: ofCompany,
    body: added,
  },
  'DELETE /api/reports/{reportId}/expenses/{expenseId}/allocations/{allocationId}/exceptions/{exceptionCode}':
    {
      demands: ofCompany,
      body: { reason: 'Attack' },
    },
  'POST /api/exceptions/bulk': {
    demands: ofCompany,
    body: { reason: 'Attack', items: [{ reportId: 'rAttack', exceptionCode: 'AUDIT' }] },
    optional: {
      items: [
        {
          reportId: 'r',
          expenseId: 'e',
          allocationId: 'a',
          exceptionCode: 'c',
          reportName: 'n',
          message: 'm',
        },
      ],
    },
  },
  'POST /api/exceptions/scans': {
    demands: ofCompany,
    body: {},
    optional: { since: 'a', filter: { owner: 'a', status: 'a', modifiedAfter: 'a' } },
  },
  'GET /api/exceptions/scans/latest': { demands: 'a session' },
  'GET /api/exceptions/scans/{jobId}': { demands: 'their own job' },
  'GET /api/exceptions/codes': { demands: 'a session' },
  'GET /api/exceptions/clearings': { demands: 'a session' },
  'GET /api/audit': { demands: 'a session' },
}

/** Everything in a body that may be a text, with this one in its place, one after the other. */
function* withText(value: unknown, text: string): Generator<unknown> {
  if (typeof value === 'string') yield text
  else if (Array.isArray(value))
    for (const [index, each] of value.entries())
      for (const changed of withText(each, text)) yield value.with(index, changed)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value))
      for (const changed of withText(each, text)) yield { ...value, [name]: changed }
}

/** Routes that answer something else than JSON of the contract, or whoever asks. */
const beside: Record<string, Demand | 'nothing' | 'its own token' | 'a door of its own'> = {
  'GET /api/audit.csv': 'a session',
  'GET /api/jobs/{jobId}/events': 'their own job',
  'GET /api/jobs/{jobId}/failed.csv': 'their own job',
  'GET /api/openapi.json': 'nothing',
  'GET /api/health/live': 'nothing',
  'GET /api/health/ready': 'nothing',
  'GET /api/metrics': 'its own token',
  'GET /api/auth/{...nextauth}': 'a door of its own',
  'POST /api/auth/{...nextauth}': 'a door of its own',
}

const routes = import.meta.glob<Record<string, unknown>>('../../app/api/**/route.ts')

const ruled = Object.entries(rules).map(([name, rule]) => {
  const [method = '', path = ''] = name.split(' ')
  return { name, method, path, ...rule }
})
const guarded = [
  ...ruled,
  ...Object.entries(beside).flatMap(([name, demands]) => {
    const [method = '', path = ''] = name.split(' ')
    return demands === 'a session' || demands === 'their own job'
      ? [{ name, method, path, demands, body: undefined }]
      : []
  }),
]
const unsafe = ruled.filter(({ method }) => method !== 'GET')

// Some of these call every endpoint and wait each time until nothing is under way.
vi.setConfig({ testTimeout: 120_000 })

let desk: TestDesk
let mira: Browser
let daniel: Browser
let priya: Browser
/** Things that are there, by the name of their parameter; the job is Daniel's. */
let there: Record<string, string>

beforeAll(async () => {
  desk = await openDesk({ env: { CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token' } })
  // How many calls a second one person has is another attack's matter.
  desk.app.rateLimit = { take: async () => {} }
  ;[mira, daniel, priya] = [await desk.signIn(MIRA), await desk.signIn(DANIEL), await desk.signIn(PRIYA)]
  const { json: waiting } = await mira.get('/api/requests?status=TOAPPROVE')
  const { json: lists } = await daniel.get('/api/lists')
  const vendors = lists.items.find(({ name }: { name: string }) => name === 'Vendors')
  const report = await heldReport(
    desk.sandbox.url,
    (await reportWith(desk.sandbox.url, 'allocation')).reportId,
  )
  const atAllocation = report.exceptions.find(({ allocationId }) => allocationId !== null)
  const { json: started } = await daniel.send(
    'POST',
    `/api/lists/${encodeURIComponent(vendors.id)}/batches`,
    {
      operation: 'create',
      items: [
        { name: 'Whole', codes: ['OWN1'] },
        { name: 'Broken', codes: ['a-b'] },
      ],
    },
  )
  there = {
    requestKey: waiting.items[0].requestKey,
    listId: vendors.id,
    reportId: report.reportId,
    expenseId: atAllocation?.expenseId ?? '',
    allocationId: atAllocation?.allocationId ?? '',
    exceptionCode: atAllocation?.exceptionCode ?? '',
    jobId: started.jobId,
  }
  await quiet()
})
afterAll(() => desk.close())

const calls = () => desk.sandbox.store.calls.all()

/** Nothing that was started is still under way. */
async function quiet(): Promise<void> {
  const underWay = async (browser: Browser) =>
    (await browser.get('/api/jobs?state=under-way')).json.items.length
  for (const browser of [mira, daniel, priya])
    await vi.waitUntil(async () => (await underWay(browser)) === 0, { timeout: 30_000, interval: 50 })
}

const address = (path: string, values: Record<string, string> = there) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))

function call(
  browser: Browser,
  { method, path, body }: { method: string; path: string; body?: unknown },
  headers = {},
): Promise<Answer> {
  if (method === 'POST' || method === 'PUT' || method === 'DELETE')
    return browser.send(method, path, body, headers)
  return browser.get(path, headers)
}

describe('Every route', () => {
  it('is in the contract or beside it, with a rule that says what it demands', async () => {
    const found: string[] = []
    for (const [file, load] of Object.entries(routes)) {
      const path = file.replace(/^.*\/app(\/api\/.*)\/route\.ts$/, '$1').replace(/\[([\w.]+)\]/g, '{$1}')
      for (const method of Object.keys(await load())) found.push(`${method} ${path}`)
    }
    expect(found.sort()).toEqual([...Object.keys(rules), ...Object.keys(beside)].sort())
    expect(Object.keys(rules).sort()).toEqual(Object.keys(endpoints).sort())
  })

  it.each(guarded)(
    '$name is closed without a session, and Concur is not asked',
    async ({ method, path, body }) => {
      const before = calls().length
      const answer = await call(desk.stranger, { method, path: address(path), body })
      expect(answer).toMatchObject({ status: 401, json: { code: 'not-signed-in' } })
      expect(calls()).toHaveLength(before)
    },
  )

  it.each(guarded)('$name is closed to a session that was made up', async ({ method, path, body }) => {
    const before = calls().length
    for (const token of ['forged', 'A'.repeat(43), '%00', '__proto__', ' ', "' or 1=1--"]) {
      const answer = await call(
        desk.stranger,
        { method, path: address(path), body },
        { cookie: `clearance.session=${token}` },
      )
      expect(answer.status, token).toBe(401)
    }
    expect(calls()).toHaveLength(before)
  })
})

/** What a page of another site can send, and a few things that only a program can. */
const FORGERIES: [string, Record<string, string>, number][] = [
  ['without the desk’s own header', { 'x-clearance': '' }, 403],
  ['with another value of it', { 'x-clearance': 'true' }, 403],
  ['as plain text', { 'content-type': 'text/plain' }, 415],
  ['as plain text that says json', { 'content-type': 'text/plain; application/json' }, 415],
  ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['as a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ['without a type', { 'content-type': '' }, 415],
  ['with two types', { 'content-type': 'text/plain, application/json' }, 415],
  ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['from a sister site', { 'sec-fetch-site': 'same-site' }, 403],
  ['from the address bar', { 'sec-fetch-site': 'none' }, 403],
  ['from another site that says our origin', { 'sec-fetch-site': 'cross-site', origin: APP_URL }, 403],
  ['by an old browser from nowhere', { 'sec-fetch-site': '', origin: 'null' }, 403],
  [
    'as GET that says it is a write',
    { 'sec-fetch-site': 'cross-site', 'x-http-method-override': 'POST' },
    403,
  ],
]

/** A browser that sends no Sec-Fetch-Site: then the origin counts. */
const ORIGINS: [string, string | undefined][] = [
  ['a foreign origin', 'https://evil.example'],
  ['no origin', undefined],
  ['the origin null', 'null'],
  ['our origin on another port', 'http://localhost:3001'],
  ['our origin with another scheme', 'https://localhost:3000'],
  ['an origin that begins like ours', `${APP_URL}.evil.example`],
  ['our origin and another', `${APP_URL}, https://evil.example`],
]

describe('Every write', () => {
  it.each(unsafe)(
    '$name is refused from another site, and Concur is not asked',
    async ({ method, path, body }) => {
      const before = calls().length
      for (const [how, headers, status] of FORGERIES) {
        const answer = await call(mira, { method, path: address(path), body }, headers)
        expect(answer.status, how).toBe(status)
        expect(answer.json.code, how).toBe(status === 415 ? 'unsupported-media-type' : 'cross-site')
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      }
      for (const [how, origin] of ORIGINS) {
        const headers = new Headers({
          cookie: mira.cookie,
          'content-type': 'application/json',
          'x-clearance': '1',
        })
        if (origin) headers.set('origin', origin)
        const answer = await desk.ask(method, address(path), body, headers)
        expect(answer.status, how).toBe(403)
      }
      expect(calls()).toHaveLength(before)
    },
  )
})

describe('Somebody else’s job', () => {
  const ofJobs = guarded.filter(({ demands }) => demands === 'their own job')

  it.each(ofJobs)('is not there for $name', async ({ method, path, body }) => {
    const scanned = path.includes('/scans/')
    const { json: scan } = scanned ? await priya.send('POST', '/api/exceptions/scans', {}) : { json: null }
    const [owner, jobId] = scanned ? [priya, scan.jobId] : [daniel, there.jobId ?? '']
    const mine = address(path, { jobId })
    const before = (await owner.get(`/api/jobs/${jobId}`)).json.revision
    for (const stranger of [mira, scanned ? daniel : priya]) {
      const answer = await call(stranger, { method, path: mine, body })
      expect(answer).toMatchObject({ status: 404, json: { code: 'not-found' } })
      const missing = await call(stranger, {
        method,
        path: address(path, { jobId: '7d1f2b1e-3a52-4a52-8a2a-0a6f0f3f9b11' }),
        body,
      })
      expect({ ...answer.json, requestId: '' }).toEqual({ ...missing.json, requestId: '' })
    }
    if (!scanned) expect((await owner.get(`/api/jobs/${jobId}`)).json.revision).toBe(before)
    expect((await call(owner, { method, path: mine, body })).status).toBeLessThan(300)
    await quiet()
  })

  it('is in nobody else’s list, scan, codes or audit log', async () => {
    const { json: scan } = await priya.send('POST', '/api/exceptions/scans', {})
    await quiet()
    for (const stranger of [mira, daniel]) {
      const { json } = await stranger.get('/api/jobs?limit=1000')
      expect(json.items.some(({ id }: { id: string }) => id === scan.jobId)).toBe(false)
      expect((await stranger.send('POST', '/api/exceptions/scans', { since: scan.jobId })).status).toBe(404)
    }
    expect((await daniel.get('/api/exceptions/codes')).json.items).toEqual([])
    const own = (login: string) => `login ${login} alone`
    for (const [who, browser] of [
      ['mira.okafor', mira],
      ['daniel.reyes', daniel],
    ] as const)
      for (const query of [
        '',
        '?person=priya',
        '?object=Vendors',
        '?cursor=9223372036854775807',
        '?person=%25',
        '?person=_',
      ]) {
        const { json } = await browser.get(`/api/audit${query}`)
        const logins = new Set(json.items.map(({ person }: { person: { login: string } }) => person.login))
        logins.delete(`${who}@northwind.example`)
        expect([...logins], own(who)).toEqual([])
        const { text } = await browser.get(`/api/audit.csv${query}`)
        expect(text).not.toMatch(
          who === 'mira.okafor' ? /daniel\.reyes|priya\.raman/ : /mira\.okafor|priya\.raman/,
        )
      }
  })
})

describe('The company’s token', () => {
  const enders = ['POST /api/session/sign-out-everywhere', 'POST /api/session/disconnect']
  const usable = ruled.filter(({ name }) => !enders.includes(name))

  it.each([
    ['Mira, an approver', MIRA],
    ['Daniel, a list administrator', DANIEL],
  ])('is never used for %s, whatever they call', async (_, person) => {
    const browser = await desk.signIn(person)
    const before = calls().length
    for (const { method, path, body } of usable) {
      for (const query of path.startsWith('/api/reports') && method === 'GET'
        ? ['', '?as=system', '?as=user']
        : [''])
        await call(browser, { method, path: address(path) + query, body })
    }
    await quiet()
    const made = calls().slice(before)
    expect(made.length).toBeGreaterThan(40)
    expect([...new Set(made.map(({ as }) => as ?? person.login))]).toEqual([person.login])
  })

  it('goes for Priya, a processor, where the contract says so and nowhere else', async () => {
    for (const { name, method, path, body, demands } of usable) {
      await quiet()
      const before = calls().length
      await call(priya, { method, path: address(path), body })
      await quiet()
      const company = calls()
        .slice(before)
        .filter(({ as }) => as === 'company')
      if (demands !== ofCompany) expect(company, name).toEqual([])
      else expect(company.length, name).toBeGreaterThan(0)
    }
  })

  it('goes for nobody when the session is somebody’s who was taken off the list', async () => {
    const { processorLogins } = desk.app.config
    const logins = processorLogins.splice(0)
    onTestFinished(() => void processorLogins.push(...logins))
    const before = calls().length
    await priya.get(address('/api/reports/{reportId}/exceptions'))
    await priya.get('/api/reports')
    expect(
      calls()
        .slice(before)
        .some(({ as }) => as === 'company'),
    ).toBe(false)
    expect(calls().length).toBeGreaterThan(before)
  })
})

/** What a path could be left with, or a query, a header, a statement. */
const BAD_IDS = [
  '../../profile/identity/v4/Users',
  '..\\..\\profile',
  '%2e%2e%2f%2e%2e%2fprofile',
  '%252e%252e%252f',
  '..%2f',
  '..;/',
  '...',
  '/',
  '//evil.example/',
  'https://evil.example/',
  'a\0b',
  'a\r\nHost: evil.example',
  'a\tb',
  'a b',
  ' ',
  'a?status=APPROVED',
  'a#b',
  'a;jsessionid=b',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '%',
  '%zz',
  '%c0%af',
  '\uff0e\uff0e\uff0f',
  '\u2025\u2044',
  '\u202eabc',
  '😀',
  "' or '1'='1",
  '{{7*7}}',
  '*',
  '-1',
  'null',
  '[object Object]',
  'x'.repeat(129),
  'x'.repeat(8_000),
]

describe('An id', () => {
  const withIds = ruled.flatMap(({ name, method, path, body }) =>
    [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => ({ name, method, path, body, parameter })),
  )

  it.each(withIds)(
    '$parameter of $name leads to no other place at Concur',
    async ({ method, path, body, parameter }) => {
      const before = calls().length
      for (const value of BAD_IDS) {
        const answer = await call(priya, {
          method,
          path: address(path, { ...there, [parameter]: value }),
          body,
        })
        // An exception that does not stand there is as good as cleared.
        if (!answer.json.alreadyCleared)
          expect([400, 403, 404], `${value}: ${answer.text}`).toContain(answer.status)
      }
      for (const { path: asked } of calls().slice(before))
        for (const segment of asked.split('/').slice(1)) {
          const read = decodeURIComponent(segment)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly what a path must not hold
          expect(read, asked).not.toMatch(/^\.{1,2}$|[/\\\u0000-\u001f]/)
        }
    },
  )

  it('in a body leads to no other place either', async () => {
    const before = calls().length
    for (const value of BAD_IDS) {
      await mira.send('POST', '/api/requests/bulk', { action: 'approve', requestKeys: [value] })
      await priya.send('POST', '/api/exceptions/bulk', {
        reason: 'Attack',
        items: [{ reportId: value, exceptionCode: value }],
      })
      await mira.get(`/api/requests?loginId=${encodeURIComponent(value)}`)
    }
    await quiet()
    for (const { path } of calls().slice(before))
      for (const segment of path.split('/').slice(1))
        expect(decodeURIComponent(segment), path).not.toMatch(/^\.{1,2}$|[/\\]/)
  })
})

describe('A body', () => {
  const withBody = ruled.filter(({ body }) => body !== undefined)
  const inherited = z.record(z.string(), z.unknown())

  it.each(withBody)(
    'of $name reaches no prototype, and adds nothing that the contract does not name',
    async ({ name, method, path, body }) => {
      const evil = `"__proto__":{"polluted":1,"role":"admin","personId":"x"},"constructor":{"prototype":{"polluted":1}},"personId":"x","concurUserId":"x"`
      const written = JSON.stringify(body)
      const [opening, rest] = [written.slice(0, 1), written.slice(1)]
      const answer = await call(
        desk.stranger,
        { method, path: address(path), body: `${opening}${evil}${rest === '}' ? '' : ','}${rest}` },
        { cookie: daniel.cookie },
      )
      expect(answer.status, answer.text).toBeLessThan(500)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      const endpoint: Endpoint | undefined = Object.entries(endpoints).find(([each]) => each === name)?.[1]
      const taken = inherited.parse(
        endpoint?.body.parse({ ...JSON.parse(written), ...JSON.parse(`{${evil}}`) }),
      )
      for (const forbidden of ['personId', 'concurUserId', 'polluted', 'role'])
        expect(taken[forbidden], forbidden).toBeUndefined()
      await quiet()
    },
  )

  it.each(withBody)(
    'of $name that holds a NUL or half a character is no error of ours',
    async ({ method, path, body, optional = {} }) => {
      for (const text of ['a\0b', '\ud800', '\udfff\ud800', '\ufffe'])
        for (const changed of withText({ ...Object(body), ...optional }, text)) {
          const answer = await call(priya, { method, path: address(path), body: changed })
          expect(answer.status, `${JSON.stringify(changed)}: ${answer.text}`).toBeLessThan(500)
        }
      await quiet()
    },
  )

  it.each(ruled.filter(({ method }) => method === 'GET'))(
    'is none of a query: in that of $name a NUL is no error of ours either',
    async ({ name, path }) => {
      const endpoint = Object.entries(endpoints).find(([each]) => each === name)?.[1]
      const shape = z.toJSONSchema(endpoint?.query ?? z.object({}), { io: 'input', unrepresentable: 'any' })
      for (const parameter of [...Object.keys(shape.properties ?? {}), 'unknown'])
        for (const value of [
          '%00',
          'a%00b',
          '%ff',
          '1%00',
          'x'.repeat(5_000),
          '9'.repeat(40),
          '-1',
          '__proto__',
        ]) {
          const answer = await priya.get(`${address(path)}?${parameter}=${value}`)
          expect(answer.status, `${parameter}=${value}: ${answer.text}`).toBeLessThan(500)
        }
    },
  )

  it.each<[string, string, number]>([
    [
      'items that come twice',
      '{"operation":"create","items":[{"codes":["a-1"]}],"items":[{"codes":["a-2"]},{"codes":["a-3"]}]}',
      200,
    ],
    ['items in an object', '{"operation":"create","items":{"0":{"codes":["A"]},"length":1000000000}}', 400],
    [
      'items 100,000 deep',
      `{"operation":"create","items":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`,
      400,
    ],
    [
      'codes 100,000 deep',
      `{"operation":"create","items":[{"codes":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`,
      400,
    ],
    ['a text of 2 MB before the items', `{"operation":"${'\\"'.repeat(1_000_000)}","items":[]}`, 400],
    ['items that do not end', '{"operation":"create","items":[{"codes":["A"]},', 400],
    ['items written with an escape', '{"operation":"create","\\u0069tems":[{"codes":["a-1"]}]}', 200],
    ['items below __proto__', '{"operation":"create","__proto__":{"items":[{"codes":["A"]}]}}', 400],
    [
      'more than may be',
      `{"operation":"create","items":[${'{"codes":[]},'.repeat(200_000)}{"codes":[]}]}`,
      413,
    ],
  ])('of very many rows with %s is read once, and soon', async (_, body, status) => {
    const path = address('/api/lists/{listId}/check')
    const started = performance.now()
    const answer = await call(desk.stranger, { method: 'POST', path, body }, { cookie: daniel.cookie })
    expect(answer.status, answer.text.slice(0, 300)).toBe(status)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('and a query reach no prototype by a name that repeats', async () => {
    for (const query of [
      '__proto__=a&__proto__=b',
      '__proto__[polluted]=1',
      'constructor.prototype.polluted=1',
      'status=TOAPPROVE&status=APPROVED',
    ]) {
      const answer = await mira.get(`/api/requests?${query}`)
      expect([200, 400]).toContain(answer.status)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    }
    expect((await mira.get('/api/audit?verb=approve&verb=recall')).status).toBe(400)
    expect((await mira.get('/api/audit.csv?verb=approve&verb=recall')).status).toBe(400)
  })
})
