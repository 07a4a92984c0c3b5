import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '#lib/contracts/audit.ts'
import { job as jobShape, readJobResults } from '#lib/contracts/jobs.ts'
import { DANIEL, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let daniel: Browser
let listIds: Map<string, string>

beforeAll(async () => {
  desk = await openDesk()
  daniel = await desk.signIn(DANIEL, 'patient')
})
afterAll(() => desk.close())
beforeEach(async () => {
  await control(desk.sandbox.url, 'POST', '/reset', {})
  const { json } = await daniel.get('/api/lists')
  listIds = new Map(json.items.map((list: { name: string; id: string }) => [list.name, list.id]))
})

const urlOf = (list: string) => `/api/lists/${encodeURIComponent(listIds.get(list) ?? '')}`

async function run(list: string, body: object) {
  const { json, status } = await daniel.send('POST', `${urlOf(list)}/batches`, body)
  expect({ status, json }).toMatchObject({ status: 202 })
  return ended(json.jobId)
}

async function ended(jobId: string) {
  await expect
    .poll(async () => (await daniel.get(`/api/jobs/${jobId}`)).json.endedAt, {
      timeout: 30_000,
      interval: 20,
    })
    .toEqual(expect.any(String))
  const job = jobShape.parse((await daniel.get(`/api/jobs/${jobId}`)).json)
  const results = readJobResults.answer.parse(
    (await daniel.get(`/api/jobs/${jobId}/results?limit=1000`)).json,
  )
  return { job, rows: results.items }
}

const batches = () => desk.sandbox.store.calls.all().flatMap(({ batch }) => (batch ? [batch] : []))

async function namesBelow(list: string, ...parents: string[]): Promise<string[]> {
  const query = parents.map((code) => `parentCode=${encodeURIComponent(code)}`).join('&')
  const { json } = await daniel.get(`${urlOf(list)}/items?${query}`)
  return json.items.map((item: { name: string }) => item.name)
}

const newVendors = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    name: `Vendor ${from + index}`,
    codes: [`NV${String(from + index).padStart(5, '0')}`],
  }))

const failing = (pattern: string, more = {}) =>
  control(desk.sandbox.url, 'POST', '/row-faults', { match: { codes: pattern }, ...more })

describe('Many items', () => {
  it('go to Concur in batches of a thousand, each with its own counts', async () => {
    const { job, rows } = await run('Vendors', { operation: 'create', items: newVendors(2_300) })
    expect(job).toMatchObject({ state: 'done', counts: { total: 2_300, succeeded: 2_300 } })
    expect(job.steps.map(({ operation, counts }) => [operation, counts.succeeded])).toEqual([
      ['create', 1_000],
      ['create', 1_000],
      ['create', 300],
    ])
    expect(batches().map(({ type, items }) => [type, items])).toEqual([
      ['create', 1_000],
      ['create', 1_000],
      ['create', 300],
    ])
    expect(rows).toHaveLength(1_000)
  })

  it('of several levels are added parents first, whatever the order of the file', async () => {
    const items = [
      { name: 'Apple juice', codes: ['ZZ', '01', '00001'] },
      { name: 'Juices', codes: ['ZZ', '01'] },
      { name: 'Drinks', codes: ['ZZ'] },
    ]
    const { job } = await run('Locations', { operation: 'create', items })
    expect(job.counts).toMatchObject({ succeeded: 3, failed: 0 })
    expect(await namesBelow('Locations', 'ZZ', '01')).toEqual(['Apple juice'])
  })

  it('that break a rule are not sent, and say which', async () => {
    const items = [
      ...newVendors(2),
      { name: 'x'.repeat(71), codes: ['NV9'] },
      { name: 'Good', codes: ['A-B'] },
    ]
    const { job, rows } = await run('Vendors', { operation: 'create', items })
    expect(job.counts).toMatchObject({ total: 4, succeeded: 2, notSent: 2, failed: 0 })
    expect(rows.slice(2)).toMatchObject([
      { row: 3, outcome: 'not-sent', code: '1006', advice: expect.stringContaining('7') },
      { row: 4, outcome: 'not-sent', code: '1013' },
    ])
    expect(batches()).toMatchObject([{ items: 2 }])
  })

  it('are merged: what is missing is added, what differs is updated, what is there is left alone', async () => {
    const { json } = await daniel.get(`${urlOf('Spare parts')}/items`)
    const [same, other] = json.items
    const items = [
      { name: 'Brand new', codes: ['NEW1'] },
      { name: same.name, codes: same.codes },
      { name: 'Renamed', codes: other.codes },
    ]
    const { job, rows } = await run('Spare parts', { operation: 'merge', items, source: 'parts.csv' })
    expect(job.title).toBe('Import into Spare parts: parts.csv')
    expect(job.counts).toMatchObject({ total: 3, succeeded: 3 })
    expect(rows[1]).toMatchObject({ outcome: 'done', code: 'unchanged' })
    expect(batches().map(({ type, items: count }) => [type, count])).toEqual([
      ['create', 1],
      ['update', 1],
    ])
    expect(await namesBelow('Spare parts')).toEqual(
      expect.arrayContaining(['Brand new', 'Renamed', same.name]),
    )
  })
})

describe('Every failing row is named', () => {
  it.each([
    ['create', 7],
    ['update', 11],
  ] as const)('of 1000 rows to %s, 37 of which Concur refuses', async (operation, mark) => {
    if (operation === 'update') await run('Vendors', { operation: 'create', items: newVendors(1_000) })
    const marked = newVendors(1_000).map((item, index) =>
      index % 27 === mark % 27
        ? { ...item, name: `${item.name} marked` }
        : { ...item, name: `${item.name} too` },
    )
    const wrong = marked.filter(({ name }) => name.endsWith('marked')).length
    expect(wrong).toBe(37)
    await control(desk.sandbox.url, 'POST', '/row-faults', { match: { name: 'marked' } })
    const callsBefore = batches().length
    const { job, rows } = await run('Vendors', { operation, items: marked })
    expect(job.counts).toMatchObject({ total: 1_000, succeeded: 963, failed: 37, unknown: 0, notSent: 0 })
    const named = rows.filter((row) => row.outcome === 'refused')
    expect(named.every(({ item }) => String(item.name).endsWith('marked'))).toBe(true)
    expect(new Set(named.map(({ code }) => code))).toEqual(
      new Set([operation === 'create' ? '2001' : '2002']),
    )
    expect(named[0]).toMatchObject({ message: expect.any(String), advice: expect.any(String) })
    // One batch, and one more call for each ten failures.
    expect(batches().length - callsBefore).toBeLessThanOrEqual(1 + 4)
  })

  it('can be fetched as a file that imports again, and tried again alone', async () => {
    await failing('NV00003|NV00005')
    const { job } = await run('Vendors', { operation: 'create', items: newVendors(6) })
    expect(job).toMatchObject({ canRetry: true, counts: { succeeded: 4, failed: 2 } })
    const file = await daniel.get(`/api/jobs/${job.id}/failed.csv`)
    expect(file.text.replace('\ufeff', '').split('\r\n')).toEqual([
      'Name,Level 1 code,Start date,End date,Row,Outcome,Code,Message,Advice',
      expect.stringMatching(/^Vendor 3,NV00003,,,3,refused,2001,/),
      expect.stringMatching(/^Vendor 5,NV00005,,,5,refused,2001,/),
      '',
    ])
    await control(desk.sandbox.url, 'DELETE', '/row-faults')
    const again = await daniel.send('POST', `/api/jobs/${job.id}/retry-failed`)
    expect(again.status).toBe(202)
    const second = await ended(again.json.jobId)
    expect(second.job).toMatchObject({
      title: 'Retry: Add 6 items to Vendors',
      counts: { total: 2, succeeded: 2 },
    })
    expect(second.rows.map(({ row }) => row)).toEqual([3, 5])
    expect(await daniel.send('POST', `/api/jobs/${second.job.id}/retry-failed`)).toMatchObject({
      status: 409,
    })
  })
})

describe('What is tried again', () => {
  it('leaves out a second row of the same codes, which would undo the first', async () => {
    const [first, second] = newVendors(2)
    await run('Vendors', { operation: 'create', items: [first, second] })
    await failing('NV00002', { match: { type: 'update', codes: 'NV00002' } })
    const items = [
      { ...first, name: 'As it is to be' },
      { ...second, name: 'Refused once' },
      { ...first, name: 'Twice in the file' },
    ]
    const { job, rows } = await run('Vendors', { operation: 'update', items })
    expect(rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['done', undefined],
      ['refused', expect.any(String)],
      ['not-sent', 'duplicate-in-file'],
    ])
    await control(desk.sandbox.url, 'DELETE', '/row-faults')
    const again = await daniel.send('POST', `/api/jobs/${job.id}/retry-failed`)
    expect((await ended(again.json.jobId)).rows).toMatchObject([{ row: 2, outcome: 'done' }])
    expect(await namesBelow('Vendors')).toContain('As it is to be')
  })
})

describe('The rows of a job', () => {
  it('are shown from the first one on where a cursor is none of ours', async () => {
    const { job } = await run('Vendors', { operation: 'create', items: newVendors(2) })
    for (const cursor of ['99999999999', '-1', 'x']) {
      const { status, json } = await daniel.get(`/api/jobs/${job.id}/results?cursor=${cursor}`)
      expect({ cursor, status, rows: json.items?.length }).toEqual({ cursor, status: 200, rows: 2 })
    }
  })
})

describe('Items that go', () => {
  it('take their children along only when told to, children first', async () => {
    const { json } = await daniel.get(`${urlOf('Projects')}/items`)
    const [parent] = json.items
    const children = await namesBelow('Projects', ...parent.codes)
    expect(children.length).toBeGreaterThan(0)
    const alone = await run('Projects', { operation: 'delete', items: [parent] })
    expect(alone.rows).toMatchObject([{ outcome: 'not-sent', code: 'has-children' }])
    const all = await run('Projects', { operation: 'delete', items: [parent], withChildren: true })
    expect(all.job.counts).toMatchObject({ total: children.length + 1, succeeded: children.length + 1 })
    const left = (await daniel.get(`${urlOf('Projects')}/items`)).json.items
    expect(left.map((item: { codes: string[] }) => item.codes[0])).not.toContain(parent.codes[0])
  })
})

describe('A changed code', () => {
  it('deletes the item with its children and adds them under the new one', async () => {
    const { json } = await daniel.get(`${urlOf('Projects')}/items`)
    const [parent] = json.items
    const children = await namesBelow('Projects', ...parent.codes)
    const change = { codes: parent.codes, newCode: 'MOVED' }
    const check = await daniel.send('POST', `${urlOf('Projects')}/change-code/check`, change)
    expect(check.json).toMatchObject({ newCodes: ['MOVED'], problems: [] })
    expect(check.json.children).toHaveLength(children.length)
    const { json: taken } = await daniel.send('POST', `${urlOf('Projects')}/change-code`, change)
    const { job } = await ended(taken.jobId)
    expect(job.steps.map((step) => step.operation)).toEqual(['delete', 'create'])
    expect(job.counts).toMatchObject({ total: 2 * (children.length + 1), failed: 0, unknown: 0, notSent: 0 })
    expect((await namesBelow('Projects', 'MOVED')).toSorted()).toEqual(children.toSorted())
  })

  it('that stops half-way says what stands and goes on from there', async () => {
    const { json } = await daniel.get(`${urlOf('Projects')}/items`)
    const [parent] = json.items
    const children = await namesBelow('Projects', ...parent.codes)
    await failing('MOVED', { match: { type: 'create', codes: '^MOVED$' } })
    const change = { codes: parent.codes, newCode: 'MOVED' }
    const { json: taken } = await daniel.send('POST', `${urlOf('Projects')}/change-code`, change)
    const { job } = await ended(taken.jobId)
    expect(job).toMatchObject({ state: 'failed', reason: expect.stringContaining('is deleted') })
    expect(job.counts).toMatchObject({ succeeded: children.length + 1, failed: children.length + 1 })
    await control(desk.sandbox.url, 'DELETE', '/row-faults')
    const again = await daniel.send('POST', `/api/jobs/${job.id}/retry-failed`)
    const second = await ended(again.json.jobId)
    expect(second.job).toMatchObject({ state: 'done', counts: { total: children.length + 1, failed: 0 } })
    expect((await namesBelow('Projects', 'MOVED')).toSorted()).toEqual(children.toSorted())
  })
})

describe('A batch whose answer is lost', () => {
  it('is read back and not sent twice', async () => {
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'reset-after-effect',
      times: 1,
      match: { query: 'type=create' },
    })
    const { json } = await daniel.send('POST', `${urlOf('Vendors')}/batches`, {
      operation: 'create',
      items: newVendors(5),
    })
    await expect
      .poll(async () => (await daniel.get(`/api/jobs/${json.jobId}`)).json.state, { timeout: 20_000 })
      .toBe('paused')
    const { job, rows } = await ended(json.jobId)
    expect(job.counts).toMatchObject({ succeeded: 5, failed: 0, unknown: 0 })
    expect(rows[0]?.message).toContain('Read back')
    expect(batches().filter(({ type }) => type === 'create')).toHaveLength(1)
  }, 60_000)
})

describe('An update whose answer is lost', () => {
  it('and that Concur then turns away is not told as never sent', async () => {
    await run('Vendors', { operation: 'create', items: newVendors(2) })
    const match = { query: 'type=update' }
    await control(desk.sandbox.url, 'POST', '/faults', { kind: 'reset-after-effect', times: 1, match })
    const items = newVendors(2).map((item) => ({ ...item, name: `${item.name} anew` }))
    const { json } = await daniel.send('POST', `${urlOf('Vendors')}/batches`, { operation: 'update', items })
    await expect
      .poll(async () => (await daniel.get(`/api/jobs/${json.jobId}`)).json.state, { timeout: 20_000 })
      .toBe('paused')
    await control(desk.sandbox.url, 'POST', '/faults', { kind: '403', match })
    const { job, rows } = await ended(json.jobId)
    expect(await namesBelow('Vendors')).toContain('Vendor 1 anew')
    expect(job.state).toBe('failed')
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown'])
    await control(desk.sandbox.url, 'DELETE', '/faults')
  }, 60_000)
})

describe('A Concur that is not available', () => {
  it('is left alone for five minutes, batches too', async () => {
    const match = { query: 'type=create' }
    await control(desk.sandbox.url, 'POST', '/faults', { kind: '503', match })
    const { json } = await daniel.send('POST', `${urlOf('Vendors')}/batches`, {
      operation: 'create',
      items: newVendors(3),
    })
    const read = async () => (await daniel.get(`/api/jobs/${json.jobId}`)).json
    await expect.poll(async () => (await read()).state, { timeout: 20_000 }).toBe('paused')
    const paused = await read()
    expect(Date.parse(paused.pausedUntil) - Date.now()).toBeGreaterThan(200_000)
    expect(paused.reason).toContain('not available')
    await control(desk.sandbox.url, 'DELETE', '/faults')
    await daniel.send('POST', `/api/jobs/${json.jobId}/cancel`)
    const { job, rows } = await ended(json.jobId)
    expect(job.state).toBe('cancelled')
    // Called back to look: the list says that nothing came of it.
    expect(rows.map(({ outcome }) => outcome)).toEqual(['not-sent', 'not-sent', 'not-sent'])
  }, 60_000)
})

describe('Whoever may not', () => {
  it('change lists is told so before anything is sent', async () => {
    const priya = await desk.signIn(PRIYA)
    const answer = await priya.send('POST', `${urlOf('Vendors')}/batches`, {
      operation: 'create',
      items: newVendors(1),
    })
    expect(answer).toMatchObject({ status: 403, json: { code: 'concur-forbidden' } })
    expect(batches()).toEqual([])
  })

  it('starts no job of nothing', async () => {
    expect(
      await daniel.send('POST', `${urlOf('Vendors')}/batches`, { operation: 'create', items: [] }),
    ).toMatchObject({ status: 400 })
  })
})

describe('A job whose sign-in ends on the way', () => {
  it('stops with the reason: what is done stays done, what was not sent says so', async () => {
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 1_000,
      match: { query: 'type=create' },
    })
    const { json } = await daniel.send('POST', `${urlOf('Vendors')}/batches`, {
      operation: 'create',
      items: newVendors(2_010),
    })
    await expect.poll(() => batches().length, { timeout: 20_000 }).toBe(1)
    await control(desk.sandbox.url, 'POST', '/revoke')
    const { job } = await ended(json.jobId)
    expect(job).toMatchObject({ state: 'failed', reason: expect.stringContaining('Sign in again') })
    expect(job.counts).toMatchObject({ failed: 0, unknown: 0, pending: 0 })
    expect(job.counts.succeeded).toBeGreaterThanOrEqual(1_000)
    expect(job.counts.notSent).toBeGreaterThanOrEqual(10)
    daniel = await desk.signIn(DANIEL, 'patient')
  })
})

describe('The audit log', () => {
  it('has the attempt and the outcome of every batch', async () => {
    const { job } = await run('Vendors', { operation: 'create', items: newVendors(1_001) })
    const { items } = listAudit.answer.parse((await daniel.get('/api/audit?verb=create')).json)
    const ours = items.filter((entry) => entry.jobId === job.id)
    expect(ours.map(({ phase }) => phase).toSorted()).toEqual(['attempt', 'attempt', 'done', 'done'])
    expect(ours.every(({ object }) => object.label === 'Vendors')).toBe(true)
  })
})
