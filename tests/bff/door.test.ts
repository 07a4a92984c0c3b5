import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ABSOLUTE_LIMIT_MS, IDLE_LIMIT_MS, newSessionToken } from '#lib/auth/session-store.ts'
import { route } from '#lib/bff/route.ts'
import { endpoint, plain } from '#lib/contracts/endpoint.ts'
import { sessions } from '#lib/db/schema.ts'
import { PRIYA } from '../../sandbox/people.ts'
import { APP_URL, type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let mira: Browser

beforeAll(async () => {
  desk = await openDesk()
  mira = await desk.signIn()
})
afterAll(() => desk.close())

describe('The door of the BFF', () => {
  it('reads no body above its limit, whatever its length claims', async () => {
    const answer = await mira.send('POST', '/api/requests', `{"name":"${'x'.repeat(1_100_000)}"}`, {
      'content-length': '10',
    })
    expect(answer.status).toBe(413)
  })

  it('calls a body that is no JSON by its name', async () => {
    const answer = await mira.send('POST', '/api/requests', '{"name":')
    expect(answer).toMatchObject({ status: 400, json: { code: 'bad-request' } })
  })

  it('takes a burst, then asks to slow down', async () => {
    const priya = await desk.signIn(PRIYA)
    const answers = await Promise.all(Array.from({ length: 80 }, () => priya.get('/api/me')))
    const refused = answers.filter((answer) => answer.status === 429)
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(60)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.json).toMatchObject({ code: 'too-many-calls', retryAfter: expect.any(Number) })
  })

  it.each([
    ['a login with a slash', '/api/requests?loginId=a%2Fb'],
    ['a login with a line end', '/api/requests?loginId=a%0d%0ab'],
    ['a date that is none', '/api/requests?modifiedAfter=2026-02-31'],
    ['a status that is none', '/api/requests?status=NEW'],
  ])('%s is refused before any call', async (_, path) => {
    const before = desk.sandbox.store.calls.all().length
    expect((await mira.get(path)).status).toBe(400)
    expect(desk.sandbox.store.calls.all()).toHaveLength(before)
  })

  it('an answer that holds more than its contract names breaks every test that asks for it', async () => {
    const narrow = endpoint({
      ...plain,
      method: 'GET',
      path: '/api/me',
      summary: '',
      answer: z.object({ name: z.string() }),
    })
    const answer = async (answered: { name: string; token?: string }) => {
      const request = new NextRequest(`${APP_URL}/api/me`, { headers: { cookie: mira.cookie } })
      return (await route(narrow, async () => answered)(request, { params: Promise.resolve({}) })).status
    }
    expect(await answer({ name: 'Mira' })).toBe(200)
    expect(await answer({ name: 'Mira', token: 'secret' })).toBe(500)
  })

  it('a character that XML cannot carry is refused before any call', async () => {
    const answer = await mira.send('POST', '/api/requests', { name: 'bell \u0007' })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.name).toContain('cannot be sent')
    expect((await mira.get('/api/audit?object=%00')).status).toBe(400)
  })
})

describe('A session', () => {
  it('tells who is signed in, and never a token', async () => {
    const answer = await mira.get('/api/me')
    expect(answer.json).toMatchObject({
      name: 'Mira Okafor',
      login: 'mira.okafor@northwind.example',
      capabilities: { requests: { allowed: true } },
    })
    expect(answer.text).not.toMatch(/token|Bearer/i)
  })

  it('is stored by its hash: the table signs nobody in', async () => {
    const rows = await desk.app.database.db.select().from(sessions)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(mira.cookie).not.toContain(row.tokenHash)
  })

  it.each([
    ['idle', { lastSeenAt: new Date(Date.now() - IDLE_LIMIT_MS - 1000) }],
    ['old', { expiresAt: new Date(Date.now() - 1000), createdAt: new Date(Date.now() - ABSOLUTE_LIMIT_MS) }],
  ])('that is too %s has ended', async (_, change) => {
    const browser = await desk.signIn()
    await desk.app.database.db.update(sessions).set(change)
    expect((await browser.get('/api/me')).json.code).toBe('session-expired')
    mira = await desk.signIn()
  })

  it('ends everywhere at once', async () => {
    const [office, phone] = [await desk.signIn(), await desk.signIn()]
    expect((await office.send('POST', '/api/session/sign-out-everywhere', undefined)).json).toEqual({
      ended: true,
    })
    expect((await phone.get('/api/me')).status).toBe(401)
    expect((await office.get('/api/me')).status).toBe(401)
    mira = await desk.signIn()
  })

  it('that is being looked up while all of them end does not come back', async () => {
    const { sessions: store, database } = desk.app
    const { id } = (await mira.get('/api/me')).json
    const token = newSessionToken()
    await store.create(token, id)
    await Promise.all([store.find(token), store.endAll(id)])
    expect(await store.find(token)).toBeNull()
    expect(
      await database.db.query.sessions.findMany({ where: (row, { eq }) => eq(row.personId, id) }),
    ).toEqual([])
    mira = await desk.signIn()
  })

  it('disconnect revokes the grant at Concur and forgets it', async () => {
    const browser = await desk.signIn()
    expect((await browser.send('POST', '/api/session/disconnect', undefined)).status).toBe(200)
    expect(
      desk.sandbox.store.calls
        .all()
        .some((call) => call.method === 'DELETE' && call.path === '/app-mgmt/v0/connections'),
    ).toBe(true)
    expect(
      await desk.app.database.db.query.grants.findMany({
        where: (grant, { like }) => like(grant.scopes, '%TRVREQ%'),
      }),
    ).toHaveLength(1)
    mira = await desk.signIn()
  })
})
