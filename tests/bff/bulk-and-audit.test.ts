import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit as auditEndpoint } from '#lib/contracts/audit.ts'
import { job as jobShape, readJobResults } from '#lib/contracts/jobs.ts'
import { auditEntries } from '#lib/db/schema.ts'
import { DANIEL, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let mira: Browser
let seed = 500

beforeAll(async () => {
  desk = await openDesk()
  mira = await desk.signIn()
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset', { seed: seed++ }))

async function waiting(): Promise<{ plain: string[]; withExceptions: string[] }> {
  const { json } = await mira.get('/api/requests')
  const keys: string[] = json.items.map((item: { requestKey: string }) => item.requestKey)
  const hasException = await Promise.all(
    keys.map(async (key) => {
      const { hasException } = JSON.parse(
        JSON.stringify(await control(desk.sandbox.url, 'GET', `/requests/${encodeURIComponent(key)}`)),
      )
      return hasException
    }),
  )
  return {
    plain: keys.filter((_, index) => !hasException[index]),
    withExceptions: keys.filter((_, index) => hasException[index]),
  }
}

async function ended(jobId: string) {
  await expect
    .poll(async () => (await mira.get(`/api/jobs/${jobId}`)).json.endedAt, { timeout: 20_000, interval: 100 })
    .toEqual(expect.any(String))
  const state = jobShape.parse((await mira.get(`/api/jobs/${jobId}`)).json)
  const results = readJobResults.answer.parse((await mira.get(`/api/jobs/${jobId}/results`)).json)
  return { state, rows: results.items }
}

describe('Many decisions at once', () => {
  it('end each with a result of its own', async () => {
    const { plain } = await waiting()
    const [first = '', gone = '', ...others] = plain.slice(0, 6)
    await control(desk.sandbox.url, 'POST', `/requests/${encodeURIComponent(gone)}/touch`, {
      move: 'recalled',
    })
    const answer = await mira.send('POST', '/api/requests/bulk', {
      action: 'approve',
      requestKeys: [first, gone, ...others, first],
    })
    expect(answer.status).toBe(202)
    const { state, rows } = await ended(answer.json.jobId)
    expect(state).toMatchObject({ state: 'done', counts: { total: 6, succeeded: 5, failed: 1, pending: 0 } })
    expect(rows[1]).toMatchObject({ outcome: 'refused', item: { requestKey: gone } })
    for (const row of rows)
      expect(row.item).toMatchObject({ name: expect.any(String), person: expect.any(String) })
  })

  it('leave out what has exceptions that nobody has read', async () => {
    const { plain, withExceptions } = await waiting()
    const [unread = '', read = ''] = withExceptions
    const requestKeys = [plain[0], unread, read]
    const { json } = await mira.send('POST', '/api/requests/bulk', {
      action: 'approve',
      requestKeys,
      exceptionsSeen: [read],
    })
    const { rows } = await ended(json.jobId)
    expect(rows.map((row) => row.outcome)).toEqual(['done', 'not-sent', 'done'])
    expect(rows[1]).toMatchObject({ code: 'has-exceptions', advice: expect.any(String) })
    expect(await control(desk.sandbox.url, 'GET', `/requests/${encodeURIComponent(unread)}`)).toMatchObject({
      status: 'Q_PEND',
    })
  })

  it('are not taken on what changed since the person read it', async () => {
    const { plain } = await waiting()
    const [key = '', other = ''] = plain
    const versions: Record<string, string> = {}
    for (const each of [key, other])
      versions[each] = (await mira.get(`/api/requests/${encodeURIComponent(each)}`)).json.version
    await control(desk.sandbox.url, 'POST', `/requests/${encodeURIComponent(key)}/touch`, {
      move: 'new-step',
    })
    const { json } = await mira.send('POST', '/api/requests/bulk', {
      action: 'approve',
      requestKeys: [key, other],
      versions,
    })
    const { rows } = await ended(json.jobId)
    expect(rows.map((row) => row.outcome)).toEqual(['refused', 'done'])
    expect(rows[0]?.message).toContain('Nothing was sent')
  })

  it('pause where Concur is down, until when and why, and what was not sent then stays so', async () => {
    const { plain } = await waiting()
    const [key = ''] = plain
    await control(desk.sandbox.url, 'POST', '/faults', { kind: '503', match: { path: '/requests/' } })
    const { json } = await mira.send('POST', '/api/requests/bulk', { action: 'approve', requestKeys: [key] })
    const read = async () => jobShape.parse((await mira.get(`/api/jobs/${json.jobId}`)).json)
    await expect.poll(async () => (await read()).state, { timeout: 20_000 }).toBe('paused')
    const paused = await read()
    expect(Date.parse(paused.pausedUntil ?? '') - Date.now()).toBeGreaterThan(200_000)
    expect(paused.reason).toContain('cannot be reached')
    await mira.send('POST', `/api/jobs/${json.jobId}/cancel`)
    expect((await ended(json.jobId)).rows[0]).toMatchObject({ outcome: 'not-sent', code: 'cancelled' })
  })

  it('send back with one comment for all, and not without', async () => {
    const { plain, withExceptions } = await waiting()
    const requestKeys = [...plain.slice(0, 2), ...withExceptions.slice(0, 1)]
    const bare = await mira.send('POST', '/api/requests/bulk', { action: 'send-back', requestKeys })
    expect(bare).toMatchObject({ status: 400, json: { fields: { comment: expect.any(String) } } })
    const { json } = await mira.send('POST', '/api/requests/bulk', {
      action: 'send-back',
      requestKeys,
      comment: 'Add the agenda',
    })
    const { state } = await ended(json.jobId)
    expect(state.counts.succeeded).toBe(3)
  })

  it('stop when told to: what is with Concur ends, the rest is not sent', async () => {
    const { plain } = await waiting()
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 300,
      match: { path: 'workflowaction' },
    })
    const { json } = await mira.send('POST', '/api/requests/bulk', {
      action: 'approve',
      requestKeys: plain.slice(0, 12),
    })
    await expect
      .poll(() => desk.sandbox.store.calls.all().filter((call) => call.path.includes('/requests/')).length)
      .toBeGreaterThan(3)
    const stopped = await mira.send('POST', `/api/jobs/${json.jobId}/cancel`)
    expect(stopped.json.state).toBe('cancelled')
    const { state } = await ended(json.jobId)
    expect(state.counts.notSent).toBeGreaterThan(0)
    expect(state.counts.succeeded + state.counts.notSent).toBe(12)
    expect(state.counts.pending).toBe(0)
  })

  it('belong to the person who started them', async () => {
    const { plain } = await waiting()
    const { json } = await mira.send('POST', '/api/requests/bulk', {
      action: 'approve',
      requestKeys: plain.slice(0, 1),
    })
    const daniel = await desk.signIn(DANIEL)
    expect((await daniel.get(`/api/jobs/${json.jobId}`)).status).toBe(404)
    expect((await daniel.send('POST', `/api/jobs/${json.jobId}/cancel`)).status).toBe(404)
    expect((await daniel.get('/api/jobs')).json.items).toEqual([])
  })
})

describe('The audit log', () => {
  it('holds attempt and outcome of every write, with what stood before and Concur’s correlation id', async () => {
    const { plain } = await waiting()
    const [key = ''] = plain
    await mira.send('POST', `/api/requests/${encodeURIComponent(key)}/approve`, { comment: 'Fine' })
    const { json } = await mira.get(`/api/audit?object=${encodeURIComponent(key)}`)
    const { items } = auditEndpoint.answer.parse(json)
    expect(items.map((entry) => entry.phase)).toEqual(['done', 'attempt'])
    expect(items[0]).toMatchObject({
      verb: 'approve',
      person: { name: 'Mira Okafor' },
      correlationId: expect.any(String),
      before: { status: 'Submitted & Pending Approval' },
    })
    expect(items[0]?.actId).toBe(items[1]?.actId)
  })

  it('shows a person their own entries, and everything to those who are named for it', async () => {
    const daniel = await desk.signIn(DANIEL)
    const { json: own } = await daniel.get('/api/audit')
    expect(own.everybody).toBe(false)
    expect(new Set(own.items.map((entry: { person: { name: string } }) => entry.person.name))).toEqual(
      new Set(['Daniel Reyes']),
    )
    const priya = await desk.signIn(PRIYA)
    const { json: all } = await priya.get('/api/audit?limit=500')
    expect(all.everybody).toBe(true)
    expect(all.items.some((entry: { person: { name: string } }) => entry.person.name === 'Mira Okafor')).toBe(
      true,
    )
  })

  it('pages by cursor and filters by verb, person, outcome and day', async () => {
    const first = await mira.get('/api/audit?limit=2')
    const second = await mira.get(`/api/audit?limit=2&cursor=${first.json.nextCursor}`)
    expect(BigInt(second.json.items[0].id)).toBeLessThan(BigInt(first.json.items[1].id))
    const { json: signIns } = await mira.get('/api/audit?verb=sign-in&phase=done&person=okafor')
    expect(signIns.items.length).toBeGreaterThan(0)
    expect(signIns.items.every((entry: { verb: string }) => entry.verb === 'sign-in')).toBe(true)
    expect((await mira.get('/api/audit?to=2020-01-01')).json.items).toEqual([])
    expect((await mira.get('/api/audit?from=yesterday')).status).toBe(400)
  })

  it('comes as CSV in which no cell runs as a formula', async () => {
    const { json } = await mira.send('POST', '/api/requests', { name: '=HYPERLINK("http://evil")' })
    expect(json.outcome).toBe('done')
    const { text } = await mira.get('/api/audit.csv?verb=create')
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  it('cannot be changed or deleted, not even by hand', async () => {
    const { db } = desk.app.database
    const cause = /append-only/
    await expect(db.update(auditEntries).set({ message: 'x' })).rejects.toSatisfy((error: Error) =>
      cause.test(String(error.cause)),
    )
    await expect(db.delete(auditEntries)).rejects.toSatisfy((error: Error) => cause.test(String(error.cause)))
    await expect(db.execute(sql`truncate audit_entries`)).rejects.toSatisfy((error: Error) =>
      cause.test(String(error.cause)),
    )
  })

  it('comes first: what cannot be written down is not done', async () => {
    const { plain } = await waiting()
    const [key = ''] = plain
    const { db } = desk.app.database
    await db.execute(sql`alter table audit_entries add constraint refuse_all check (id < 0) not valid`)
    try {
      const answer = await mira.send('POST', `/api/requests/${encodeURIComponent(key)}/approve`, {})
      expect(answer.status).toBe(500)
    } finally {
      await db.execute(sql`alter table audit_entries drop constraint refuse_all`)
    }
    expect(await control(desk.sandbox.url, 'GET', `/requests/${encodeURIComponent(key)}`)).toMatchObject({
      status: 'Q_PEND',
    })
    expect(
      (await mira.send('POST', `/api/requests/${encodeURIComponent(key)}/approve`, {})).json.outcome,
    ).toBe('done')
  })
})
