import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type clearInBulk, listSeenCodes, readLatestScan, readScan } from '#lib/contracts/exceptions.ts'
import { job as jobShape, readJobResults } from '#lib/contracts/jobs.ts'
import { DANIEL, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { heldReport, heldReports, reportWith } from '../sandbox/report-client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let priya: Browser
let seed = 70

beforeAll(async () => {
  desk = await openDesk({ env: { CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token' } })
  priya = await desk.signIn(PRIYA, 'patient')
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset', { seed: seed++ }))

type BulkItem = z.input<typeof clearInBulk.body>['items'][number]

async function ended(jobId: string) {
  await expect
    .poll(async () => (await priya.get(`/api/jobs/${jobId}`)).json.endedAt, {
      timeout: 20_000,
      interval: 100,
    })
    .toEqual(expect.any(String))
  const state = jobShape.parse((await priya.get(`/api/jobs/${jobId}`)).json)
  const { json } = await priya.get(`/api/jobs/${jobId}/results?limit=1000`)
  return { state, rows: readJobResults.answer.parse(json).items }
}

const calls = (method: string, path = '/exceptions') =>
  desk.sandbox.store.calls.all().filter((call) => call.method === method && call.path.includes(path))

/** That many exceptions of one code, each on a report of its own. */
async function spread(exceptionCode: string, count: number): Promise<BulkItem[]> {
  const reports = (await heldReports(desk.sandbox.url)).slice(0, count)
  for (const { reportId } of reports)
    await control(desk.sandbox.url, 'POST', `/reports/${reportId}/touch`, { add: [{ exceptionCode }] })
  return reports.map(({ reportId, name }) => ({ reportId, exceptionCode, reportName: name }))
}

const clear = (items: BulkItem[], reason = 'Policy changed') =>
  priya.send('POST', '/api/exceptions/bulk', { reason, items })

describe('One code on 40 reports', () => {
  it('is cleared there and nowhere else, each with a result and an audit entry of its own', async () => {
    const items = await spread('AUDIT', 40)
    const [other] = items
    await control(desk.sandbox.url, 'POST', `/reports/${other?.reportId}/touch`, {
      add: [{ exceptionCode: 'RCPTSUM' }],
    })
    const answer = await clear([...items, ...items.slice(0, 3)])
    expect(answer.status).toBe(202)
    const { state, rows } = await ended(answer.json.jobId)
    expect(state).toMatchObject({
      title: 'Clear AUDIT on 40 reports',
      state: 'done',
      counts: { total: 40, succeeded: 40 },
    })
    expect(rows[0]?.item).toMatchObject({ reportName: expect.any(String), exceptionCode: 'AUDIT' })
    expect(calls('DELETE')).toHaveLength(40)
    const left = await heldReport(desk.sandbox.url, other?.reportId ?? '')
    const atHeader = left.exceptions.filter(({ level }) => level === 'header')
    expect(atHeader.map(({ exceptionCode }) => exceptionCode)).toContain('RCPTSUM')
    expect(atHeader.map(({ exceptionCode }) => exceptionCode)).not.toContain('AUDIT')
    const { json } = await priya.get('/api/audit?verb=clear-exception&phase=done&limit=500')
    const ofJob = json.items.filter(({ jobId }: { jobId: string }) => jobId === answer.json.jobId)
    expect(ofJob).toHaveLength(40)
  })

  it('asks for four at once and no more', async () => {
    const items = await spread('AUDIT', 12)
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 100,
      match: { method: 'DELETE' },
    })
    const { json } = await clear(items)
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, calls('DELETE').filter(({ status }) => status === 0).length)
    }, 5)
    await ended(json.jobId)
    clearInterval(watch)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(4)
  })

  it('ends as it is on each: gone already, report gone, answer lost, in doubt', async () => {
    const [gone, missing, lost, doubtful] = await spread('AUDIT', 4)
    if (!gone || !missing || !lost || !doubtful) throw new Error('There are fewer reports.')
    const remove = [{ exceptionCode: 'AUDIT' }]
    await control(desk.sandbox.url, 'POST', `/reports/${gone.reportId}/touch`, { remove })
    const strike = (reportId: string, kind: string) =>
      control(desk.sandbox.url, 'POST', '/faults', { kind, match: { method: 'DELETE', path: reportId } })
    await strike(lost.reportId, 'reset-after-effect')
    await strike(doubtful.reportId, '500')
    const items = [gone, { ...missing, reportId: 'F'.repeat(20) }, lost, doubtful]
    const { state, rows } = await ended((await clear(items)).json.jobId)
    expect(rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['done', 'already-cleared'],
      ['refused', 'concur-not-found'],
      ['done', undefined],
      ['unknown', 'unknown'],
    ])
    expect(state.counts).toMatchObject({ succeeded: 2, failed: 1, unknown: 1 })
    await control(desk.sandbox.url, 'DELETE', '/faults')
    const retried = await priya.send('POST', `/api/jobs/${state.id}/retry-failed`)
    const again = await ended(retried.json.jobId)
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(['refused', 'done'])
    expect((await priya.get(`/api/jobs/${state.id}/failed.csv`)).text).toContain('no report FFFF')
  })

  it('on a report that changed meanwhile is cleared all the same, and only that', async () => {
    const { reportId, exceptions } = await reportWith(desk.sandbox.url, 'expense')
    const chosen = exceptions.find(({ level }) => level === 'expense')
    const exceptionCode = chosen?.exceptionCode ?? ''
    const add = [{ exceptionCode, exceptionVisibility: 'ALL' }]
    await control(desk.sandbox.url, 'POST', `/reports/${reportId}/touch`, { add })
    const item = { reportId, expenseId: chosen?.expenseId ?? '', exceptionCode }
    await ended((await clear([item])).json.jobId)
    const left = (await heldReport(desk.sandbox.url, reportId)).exceptions
    expect(left).toHaveLength(exceptions.length)
    expect(left).toContainEqual(expect.objectContaining({ level: 'header', exceptionCode }))
  })

  it.each([
    ['without a reason', { reason: '', items: [{ reportId: 'A', exceptionCode: 'B' }] }, 'reason'],
    ['without an item', { reason: 'x', items: [] }, 'items'],
    [
      'of an allocation without its expense',
      { reason: 'x', items: [{ reportId: 'A', allocationId: 'C', exceptionCode: 'B' }] },
      'items.0.expenseId',
    ],
  ])('%s is not taken', async (_, body, field) => {
    const answer = await priya.send('POST', '/api/exceptions/bulk', body)
    expect(answer).toMatchObject({ status: 400, json: { fields: { [field]: expect.any(String) } } })
  })
})

describe('A scan', () => {
  const scan = async (body: object = {}, browser = priya) => {
    desk.sandbox.store.calls.clear()
    const answer = await browser.send('POST', '/api/exceptions/scans', body)
    expect(answer.status).toBe(202)
    const { state, rows } = await ended(answer.json.jobId)
    const { json } = await priya.get(`/api/exceptions/scans/${answer.json.jobId}`)
    return { state, rows, found: readScan.answer.parse(json) }
  }

  it('of all reports finds every exception, with a call for each report that has some', async () => {
    const held = await heldReports(desk.sandbox.url)
    const { state, found } = await scan()
    const withSome = held.filter(({ exceptions }) => exceptions > 0)
    expect(state).toMatchObject({ state: 'done', counts: { total: held.length, succeeded: held.length } })
    expect(found).toMatchObject({
      allOwners: true,
      truncated: false,
      counts: { reports: held.length, read: held.length, failed: 0 },
      endedAt: expect.any(String),
    })
    expect(found.items.map(({ reportId, exceptions }) => [reportId, exceptions.length]).sort()).toEqual(
      withSome.map(({ reportId, exceptions }) => [reportId, exceptions]).sort(),
    )
    expect(calls('GET', 'v3.0/expense/reports')).toHaveLength(4)
    expect(calls('GET', '/exceptions')).toHaveLength(withSome.length)
    const { json } = await priya.get('/api/exceptions/scans/latest')
    expect(json.scan.jobId).toBe(state.id)
  })

  it('tells the codes that were seen, the most frequent first', async () => {
    const { found } = await scan({ filter: { status: 'A_PEND' } })
    const { items } = listSeenCodes.answer.parse((await priya.get('/api/exceptions/codes')).json)
    const codes = found.items.flatMap(({ exceptions }) =>
      exceptions.map(({ exceptionCode }) => exceptionCode),
    )
    for (const code of codes)
      expect(items).toContainEqual(
        expect.objectContaining({ exceptionCode: code, message: expect.any(String) }),
      )
    expect(new Set(items.map(({ exceptionCode }) => exceptionCode)).size).toBe(items.length)
  })

  it('since an earlier one reads what changed and what was written here, and takes the rest', async () => {
    const filter = { status: 'A_PEND' }
    const first = await scan({ filter })
    const [changed, written, same] = first.found.items
    await control(desk.sandbox.url, 'POST', `/reports/${changed?.reportId}/touch`, {
      add: [{ exceptionCode: 'AUDIT', exceptionVisibility: 'PROCESSOR' }],
    })
    const { json } = await priya.send('PUT', `/api/reports/${written?.reportId}/exceptions`, {
      exceptionCode: 'UNUSEDADV',
      exceptionVisibility: 'ALL',
    })
    expect(json.outcome).toBe('done')
    const second = await scan({ filter, since: first.state.id })
    const read = calls('GET', '/exceptions').map(({ path }) => path.split('/').at(-2))
    expect(read.sort()).toEqual([changed?.reportId, written?.reportId].sort())
    const of = (id?: string) => second.found.items.find(({ reportId }) => reportId === id)
    const codes = (id?: string) => of(id)?.exceptions.map(({ exceptionCode }) => exceptionCode)
    expect(codes(changed?.reportId)).toContain('AUDIT')
    expect(codes(written?.reportId)).toContain('UNUSEDADV')
    expect(of(same?.reportId)).toEqual(same)
    expect(second.rows.filter(({ code }) => code === 'unchanged').length).toBe(first.found.items.length - 2)
  })

  it('does not show again what was cleared here since, and shows what was added anew', async () => {
    const filter = { status: 'A_RHLD' }
    const [report] = (await heldReports(desk.sandbox.url)).filter(({ status }) => status === 'A_RHLD')
    const header = `/api/reports/${report?.reportId}/exceptions`
    await control(desk.sandbox.url, 'POST', `/reports/${report?.reportId}/touch`, {
      add: [{ exceptionCode: 'AUDIT' }, { exceptionCode: 'UNUSEDADV' }],
    })
    const { state, found } = await scan({ filter })
    const before = found.items.find(({ reportId }) => reportId === report?.reportId)?.exceptions ?? []
    for (const code of ['AUDIT', 'UNUSEDADV'])
      await priya.send('DELETE', `${header}/${code}`, { reason: 'Policy changed' })
    await priya.send('PUT', header, { exceptionCode: 'AUDIT', exceptionVisibility: 'ALL' })
    const { json } = await priya.get(`/api/exceptions/scans/${state.id}`)
    const again = readScan.answer.parse(json).items.find(({ reportId }) => reportId === report?.reportId)
    expect(again?.exceptions).toEqual(
      before.filter(({ exceptionCode, expenseId }) => !(exceptionCode === 'UNUSEDADV' && expenseId === null)),
    )
  })

  it('says which reports could not be read, and a retry reads them alone', async () => {
    const filter = { status: 'A_PEND' }
    const withSome = (await heldReports(desk.sandbox.url)).filter(
      ({ status, exceptions }) => status === 'A_PEND' && exceptions > 0,
    )
    const path = `${withSome[0]?.reportId}/exceptions`
    await control(desk.sandbox.url, 'POST', '/faults', { kind: 'malformed', match: { path } })
    const first = await scan({ filter })
    expect(first.found.counts.failed).toBe(1)
    expect(first.rows.find(({ outcome }) => outcome === 'refused')).toMatchObject({
      item: { reportId: withSome[0]?.reportId },
      message: expect.any(String),
    })
    await control(desk.sandbox.url, 'DELETE', '/faults')
    desk.sandbox.store.calls.clear()
    const { json } = await priya.send('POST', `/api/jobs/${first.state.id}/retry-failed`)
    await ended(json.jobId)
    expect(calls('GET', '/exceptions')).toHaveLength(1)
    const { scan: whole } = readLatestScan.answer.parse(
      (await priya.get('/api/exceptions/scans/latest')).json,
    )
    expect(whole?.items).toHaveLength(withSome.length)
  })

  it('is kept with the two before it; older ones are forgotten', async () => {
    const filter = { status: 'A_EXTV' }
    const scans = []
    for (let count = 0; count < 4; count += 1) scans.push((await scan({ filter })).state.id)
    const statuses = await Promise.all(
      scans.map(async (id) => (await priya.get(`/api/exceptions/scans/${id}`)).status),
    )
    expect(statuses).toEqual([404, 200, 200, 200])
  })

  it('belongs to the person who started it; nobody else’s is gone on from', async () => {
    const { state } = await scan({ filter: { status: 'A_EXTV' } })
    const daniel = await desk.signIn(DANIEL, 'patient')
    expect((await daniel.get(`/api/exceptions/scans/${state.id}`)).status).toBe(404)
    expect((await daniel.get('/api/exceptions/scans/latest')).json).toEqual({ scan: null })
    const since = await daniel.send('POST', '/api/exceptions/scans', { since: state.id })
    expect(since.status).toBe(404)
    expect((await daniel.get('/api/exceptions/codes')).json.items).toEqual([])
  })
})
