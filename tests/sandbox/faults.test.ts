import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, control, detailsOf, keyOf, MIRA, rowsOf, stepOf, textOf, tokensFor } from './client.ts'

let sandbox: RunningSandbox
let url: string
let mira: Caller

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  url = sandbox.url
  mira = await Caller.signIn(sandbox, MIRA)
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await control(url, 'DELETE', '/faults')
  await control(url, 'DELETE', '/calls')
})

const reset = (body = {}) => control(url, 'POST', '/reset', body)

const LIST = { method: 'GET', path: '/requestslist' }
const fault = (kind: string, more = {}) =>
  control(url, 'POST', '/faults', { match: LIST, kind, times: 1, ...more })
const calls = async () =>
  z
    .array(z.looseObject({ method: z.string(), path: z.string(), status: z.number() }))
    .parse(await control(url, 'GET', '/calls'))
const firstWaiting = async () => keyOf((await rowsOf(await mira.list('?status=TOAPPROVE')))[0])
const statusNow = async (key: string) =>
  z
    .looseObject({ status: z.string() })
    .parse(await control(url, 'GET', `/requests/${encodeURIComponent(key)}`)).status

test.each([
  ['400', 400, /request limit/],
  ['chunked', 400, /Chunked/],
  ['deadlock', 400, /deadlock/],
  ['401', 401, /Authorization/],
  ['403', 403, /not been allowed/],
  ['403-expired', 403, /expired or been revoked/],
  ['404', 404, /not found/],
  ['409', 409, /already queued/],
  ['429', 429, /Slow the rate/],
  ['500', 500, /Internal/],
  ['503', 503, /maintenance/],
])('The fault %s answers its status in the error envelope, once', async (kind, status, message) => {
  await fault(kind)
  const answer = await mira.list()
  expect(answer.status).toBe(status)
  const text = await answer.text()
  expect(text).toMatch(/<Server-Time>.*<\/Server-Time>/)
  expect(text).toMatch(message)
  expect(answer.headers.has('concur-correlationid')).toBe(true)
  expect(answer.headers.has('retry-after')).toBe(false)
  expect((await mira.list()).status).toBe(200)
})

test.each([[0], [120], ['Sat, 21 Nov 2026 10:00:00 GMT']])(
  '429 says when to come back if told to: %s',
  async (retryAfter) => {
    await fault('429', { retryAfter })
    expect((await mira.list()).headers.get('retry-after')).toBe(String(retryAfter))
  },
)

test.each([
  ['html', 200, /<!doctype html>/],
  ['html-502', 502, /<!doctype html>/],
  ['wrong-root', 200, /<Maintenance>/],
  ['empty', 200, /^$/],
  ['malformed', 200, /<RequestsList><RequestSummary><\/RequestsList>$/],
  ['doctype', 200, /<!DOCTYPE/],
])('The fault %s answers something that is not a list', async (kind, status, body) => {
  await fault(kind)
  const answer = await mira.list()
  expect(answer.status).toBe(status)
  expect(await answer.text()).toMatch(body)
})

test('A redirect leads away, and the calls tell who followed it', async () => {
  await fault('redirect')
  await mira.list()
  expect((await calls()).map(({ path, status }) => [path, status])).toEqual([
    ['/api/travelrequest/v1.0/requestslist', 302],
    ['/elsewhere', 404],
  ])
})

test('A truncated list ends as if it were whole', async () => {
  await fault('truncated')
  const answer = await mira.list('?status=TOAPPROVE')
  expect(answer.status).toBe(200)
  expect(await answer.text()).not.toContain('</RequestsWithCount>')
})

test('A list with two roots is the list, and the same again', async () => {
  await fault('two-roots')
  const answer = await mira.list('?status=TOAPPROVE')
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text.match(/<\?xml/g)).toHaveLength(1)
  expect(text.match(/<\/RequestsWithCount>/g)).toHaveLength(2)
})

test('What speaks JSON is spoilt in JSON', async () => {
  await control(url, 'POST', '/faults', { kind: 'wrong-root', match: { path: '/jwks$' } })
  expect(await (await fetch(`${url}/oauth2/v0/jwks`)).json()).toEqual({ until: 'soon' })
})

test('A list that is cut off ends in an error', async () => {
  await fault('cut-off')
  await expect((async () => (await mira.list()).text())()).rejects.toThrow()
})

test('An endless list is more than anybody should read', async () => {
  await fault('endless')
  const answer = await mira.list()
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > 2_000_000) break
  }
  expect(size).toBeGreaterThan(2_000_000)
})

test.each(['hang', 'timeout-after-effect'])('A call that meets %s gets no answer', async (kind) => {
  await fault(kind)
  const headers = { authorization: `Bearer ${mira.token}` }
  const gone = fetch(`${url}/api/travelrequest/v1.0/requestslist`, {
    headers,
    signal: AbortSignal.timeout(150),
  })
  await expect(gone).rejects.toThrow(/timeout/)
  expect((await calls()).at(-1)?.status).toBe(0)
})

test('A delay is only a delay', async () => {
  await fault('delay', { ms: 30 })
  const started = performance.now()
  expect(await rowsOf(await mira.list('?status=TOAPPROVE'))).toHaveLength(42)
  expect(performance.now() - started).toBeGreaterThanOrEqual(28)
})

test.each([
  ['reset-before', false, 'Q_PEND'],
  ['reset-after-effect', false, 'Q_APPR'],
  ['500', true, 'Q_APPR'],
  ['503', false, 'Q_PEND'],
  ['html', true, 'Q_APPR'],
])('After %s (effect: %s) an approval stands as %s', async (kind, effect, expected) => {
  expect(await reset({ pendingForApprover: 1 })).toMatchObject({ pendingForApprover: 1 })
  const key = await firstWaiting()
  const step = stepOf(await detailsOf(mira, key))
  await control(url, 'POST', '/faults', {
    match: { method: 'POST', path: 'workflowaction$' },
    kind,
    effect,
    times: 1,
  })
  await mira.act(step, 'Approve').catch(() => undefined)
  expect(await statusNow(key)).toBe(expected)
})

test('A fault strikes only what it matches, after the calls it lets pass, and ends when deleted', async () => {
  await reset()
  await control(url, 'POST', '/faults', { match: { path: '/requestslist$' }, kind: '503', after: 1 })
  const key = await firstWaiting()
  expect((await mira.details(key)).status).toBe(200)
  expect((await mira.list()).status).toBe(503)
  expect((await mira.list()).status).toBe(503)
  await control(url, 'DELETE', '/faults')
  expect((await mira.list()).status).toBe(200)
})

test.each([
  ['an unknown kind', { kind: 'earthquake' }],
  ['a broken pattern', { kind: '503', match: { path: '(' } }],
  ['a misspelt field', { kind: '503', time: 1 }],
])('A fault with %s is refused', async (_, body) => {
  await expect(control(url, 'POST', '/faults', body)).rejects.toThrow(/400/)
})

test('The calls name person, path, query and status, and no token', async () => {
  await mira.list('?status=TOAPPROVE')
  const [call] = await calls()
  expect(call).toMatchObject({ method: 'GET', query: '?status=TOAPPROVE', status: 200, as: MIRA.login })
  expect(JSON.stringify(call)).not.toContain(mira.token)
  await control(url, 'DELETE', '/calls')
  expect(await calls()).toEqual([])
})

test('Tokens can be made to expire at once; revoking takes the refresh tokens too', async () => {
  const { access_token, refresh_token } = await tokensFor(url, MIRA)
  const form = { grant_type: 'refresh_token', refresh_token }
  const app = { client_id: 'clearance-sandbox', client_secret: 'clearance-sandbox-secret' }
  const refresh = () =>
    fetch(`${url}/oauth2/v0/token`, { method: 'POST', body: new URLSearchParams({ ...app, ...form }) })
  await control(url, 'POST', '/expire-tokens')
  expect((await new Caller(url, access_token).list()).status).toBe(403)
  form.refresh_token = z
    .object({ refresh_token: z.string() })
    .parse(await (await refresh()).json()).refresh_token
  await control(url, 'POST', '/revoke')
  expect((await refresh()).status).toBe(400)
  mira = await Caller.signIn(sandbox, MIRA)
})

test('A reset keeps people signed in and undoes what they did', async () => {
  await reset()
  const key = await firstWaiting()
  await mira.act(stepOf(await detailsOf(mira, key)), 'Approve')
  expect(await rowsOf(await mira.list('?status=TOAPPROVE'))).toHaveLength(41)
  await reset()
  expect(await rowsOf(await mira.list('?status=TOAPPROVE'))).toHaveLength(42)
})

test.each([
  ['next-step', 'Q_PEND'],
  ['new-step', 'Q_PEND'],
  ['approved', 'Q_APPR'],
  ['sent-back', 'Q_RESU'],
  ['recalled', 'Q_NOTF'],
  ['cancelled', 'Q_CANC'],
])('Somebody else can act meanwhile: %s', async (move, expected) => {
  const key = await firstWaiting()
  const before = stepOf(await detailsOf(mira, key))
  await control(url, 'POST', `/requests/${encodeURIComponent(key)}/touch`, { move, comment: 'Me first' })
  const after = await detailsOf(mira, key)
  expect(textOf(after, 'ApprovalStatusKey')).toBe(expected)
  expect(stepOf(after)).not.toBe(before)
  expect(after).toContain('<Comment>Me first</Comment>')
})

test('Touching many changes the bytes of the list and keeps its length', async () => {
  await reset()
  const before = await (await mira.list('?status=TOAPPROVE')).text()
  await control(url, 'POST', '/requests/touch-all', { count: 5 })
  const answer = await mira.list('?status=TOAPPROVE')
  const after = await answer.text()
  expect(after).not.toBe(before)
  expect(textOf(after, 'TotalCount')).toBe('42')
  expect(after.match(/dates confirmed/g)).toHaveLength(5)
})

test('A web page cannot use the control port', async () => {
  const headers = { origin: 'https://evil.example' }
  expect((await fetch(`${url}/__control/reset`, { method: 'POST', headers })).status).toBe(403)
})

test.each([
  ['hold', 'Q_PEND'],
  ['hold-after-effect', 'Q_RESU'],
])(
  'A call that meets %s waits until it is released, and then is answered as ever',
  async (kind, meanwhile) => {
    await reset({ seed: 31 })
    const key = await firstWaiting()
    const step = stepOf(await detailsOf(mira, key))
    const held = z
      .object({ id: z.number() })
      .parse(await control(url, 'POST', '/faults', { match: { path: 'workflowaction' }, kind }))
    const answered = mira.act(step, 'Send Back to Employee', 'Add the agenda')
    await expect.poll(() => control(url, 'GET', '/faults')).toMatchObject([{ struck: 1 }])
    expect(await statusNow(key)).toBe(meanwhile)
    await control(url, 'POST', `/faults/${held.id}/release`)
    expect(textOf(await (await answered).text(), 'Status')).toMatch(/^SUCCESS/)
    expect(await statusNow(key)).toBe('Q_RESU')
  },
)
