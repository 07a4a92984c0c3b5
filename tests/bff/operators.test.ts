import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { listBatchJob } from '#lib/lists/list-batch.job.ts'
import { markLocalCaller } from '#lib/server/local-caller.ts'
import { GET as jobEvents } from '../../app/api/jobs/[jobId]/events/route.ts'
import { DANIEL } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { APP_URL, type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

const METRICS_TOKEN = 'Zk3vQ9xW7rT1yU5pL8sD2fG6hJ4nB0mC'
let desk: TestDesk

beforeAll(async () => {
  desk = await openDesk({ env: { METRICS_TOKEN } })
})
afterAll(() => desk.close())

/** Concur fails, in one way, as often as it says. */
const fault = (kind: string, times: number, path = '.', more = {}) =>
  control(desk.sandbox.url, 'POST', '/faults', { kind, times, match: { path }, ...more })

async function startImports(daniel: Browser, count: number): Promise<string[]> {
  const { json } = await daniel.get('/api/lists')
  const { id } = json.items.find((list: { name: string }) => list.name === 'Vendors')
  const started = Array.from({ length: count }, (_, index) => {
    const items = [{ name: 'Vendor', codes: [`OP${performance.now()}${index}`] }]
    return daniel.send('POST', `/api/lists/${encodeURIComponent(id)}/batches`, { operation: 'create', items })
  })
  return (await Promise.all(started)).map((answer) => answer.json.jobId)
}

const scrape = async () =>
  (await desk.stranger.get('/api/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })).text

const calls = (labels: { operation: string; outcome: string }) =>
  new RegExp(
    `clearance_concur_call_duration_seconds_count\\{operation="${labels.operation}",outcome="${labels.outcome}"\\} [1-9]`,
  )

/** What our own server adds to a call that comes straight from this machine. */
async function localHeaders(sent: Record<string, string>): Promise<Record<string, string>> {
  const { promise, resolve } = Promise.withResolvers<Record<string, string>>()
  const server = createServer((request, response) => {
    markLocalCaller(request)
    const mark = request.headers['x-clearance-local']
    resolve(typeof mark === 'string' ? { 'x-clearance-local': mark } : {})
    response.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, { headers: sent })
  server.close()
  return promise
}

describe('Metrics', () => {
  it.each([
    ['nothing', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['the token in another form', { authorization: `Basic ${METRICS_TOKEN}` }],
    ['a mark that was made up', { 'x-clearance-local': '1' }],
  ])('are closed to a caller with %s', async (_, headers) => {
    const answer = await desk.stranger.get('/api/metrics', headers)
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('clearance_')
  })

  it('are open to a program on this machine, and not to what a proxy passes on', async () => {
    expect((await desk.stranger.get('/api/metrics', await localHeaders({}))).status).toBe(200)
    const passedOn = await localHeaders({ 'x-forwarded-for': '203.0.113.9' })
    expect((await desk.stranger.get('/api/metrics', passedOn)).status).toBe(401)
  })

  it('count calls to Concur by what they do and how they end', async () => {
    const daniel = await desk.signIn(DANIEL)
    expect((await daniel.get('/api/lists')).status).toBe(200)
    const text = await scrape()
    expect(text).toMatch(
      /clearance_concur_call_duration_seconds_count\{operation="[^"]*lists?[^"]*",outcome="done"\} [1-9]/,
    )
    expect(text).toMatch(/clearance_concur_circuit_open\{host="127\.0\.0\.1:\d+"\} 0/)
    for (const name of [
      'nodejs_eventloop_lag_seconds',
      'process_resident_memory_bytes',
      'clearance_event_streams',
    ])
      expect(text).toContain(`\n${name} `)
  })

  it('count tokens that are fetched and refreshed as calls to Concur', async () => {
    const mira = await desk.signIn()
    await control(desk.sandbox.url, 'POST', '/expire-tokens')
    await mira.get('/api/requests')
    const text = await scrape()
    for (const operation of ['exchange code', 'refresh token'])
      expect(text).toMatch(calls({ operation, outcome: 'done' }))
  })

  it('count tries of a call after the first, and what ended them', async () => {
    const mira = await desk.signIn()
    await fault('503', 1, 'travelrequest')
    expect((await mira.get('/api/requests')).status).toBe(200)
    const text = await scrape()
    expect(text).toMatch(/clearance_concur_retries_total\{operation="list travel requests"\} [1-9]/)
    expect(text).toMatch(calls({ operation: 'list travel requests', outcome: 'ConcurUnavailable' }))
  })

  it('time what the desk answers by the pattern of the route, whatever was asked for', async () => {
    const mira = await desk.signIn()
    const { json } = await mira.get('/api/requests')
    const { requestKey } = json.items[0]
    expect((await mira.get(`/api/requests/${encodeURIComponent(requestKey)}`)).status).toBe(200)
    expect((await mira.get('/api/requests/no-such-request')).status).toBe(404)
    const text = await scrape()
    const route = '/api/requests/{requestKey}'
    for (const status of ['200', '404'])
      expect(text).toContain(
        `clearance_request_duration_seconds_count{method="GET",route="${route}",status="${status}"} 1\n`,
      )
    expect(text).not.toContain(requestKey)
    expect(text).not.toContain('no-such-request')
  })

  it('tell jobs by kind and state, and how long one waits for a place', async () => {
    const daniel = await desk.signIn(DANIEL, 'patient')
    const many = listBatchJob.jobsAtOnce + 2
    await fault('delay', many, 'batch$', { ms: 400 })
    const jobIds = await startImports(daniel, many)
    await expect.poll(scrape).toMatch(/clearance_jobs\{kind="list-batch",state="running"\} [1-9]/)
    await expect.poll(scrape).toMatch(/clearance_job_queue_age_seconds\{kind="list-batch"\} \d/)
    for (const jobId of jobIds)
      await expect
        .poll(async () => (await daniel.get(`/api/jobs/${jobId}`)).json.state, { timeout: 15_000 })
        .toBe('done')
    expect(await scrape()).not.toContain('clearance_jobs{kind="list-batch"')
    expect(await scrape()).not.toContain('clearance_job_queue_age_seconds{')
  })

  it('count an event stream as long as somebody listens', async () => {
    const daniel = await desk.signIn(DANIEL, 'patient')
    await fault('delay', 1, 'batch$', { ms: 1_000 })
    const [jobId = ''] = await startImports(daniel, 1)
    const leaving = new AbortController()
    const stream = await jobEvents(
      new NextRequest(new URL(`/api/jobs/${jobId}/events`, APP_URL), {
        headers: { cookie: daniel.cookie },
        signal: leaving.signal,
      }),
      { params: Promise.resolve({ jobId }) },
    )
    const reader = stream.body?.getReader()
    await reader?.read()
    expect(await scrape()).toContain('\nclearance_event_streams 1\n')
    leaving.abort()
    await reader?.cancel()
    await expect.poll(scrape).toContain('\nclearance_event_streams 0\n')
  })

  it('tell of the connections to a database that has a pool of them', async () => {
    const states = [...(await scrape()).matchAll(/clearance_database_connections\{state="(\w+)"\} \d+/g)]
    expect(states.map(([, state]) => state)).toEqual(inject('postgresUrl') ? ['busy', 'idle', 'waiting'] : [])
  })

  it('are all that the page for operators names', async () => {
    const page = readFileSync('lib/server/OPERATIONS.md', 'utf8')
    const text = await scrape()
    const known = new Set([...text.matchAll(/^# HELP (\w+)/gm)].map(([, name = '']) => name))
    const names = page.match(/\b(clearance|nodejs|process)_[a-z0-9_]+\b/g) ?? []
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => !known.has(name.replace(/_(bucket|count|sum)$/, '')))).toEqual([])
  })

  it('carry nothing of a person', async () => {
    expect(await scrape()).not.toMatch(/northwind|Okafor|Bearer/i)
  })
})

describe('The circuit to a host of Concur', () => {
  it('opens when Concur is down, says so to whoever asks, and closes once it is back', async () => {
    const mira = await desk.signIn()
    const host = new URL(desk.sandbox.url).host
    const circuit = async () => ({
      ready: (await desk.stranger.get('/api/health/ready')).json,
      metric: new RegExp(`clearance_concur_circuit_open\\{host="${host}"\\} (\\d)`).exec(await scrape())?.[1],
    })
    await fault('503', 5)
    for (let call = 0; call < 3; call += 1) expect((await mira.get('/api/requests')).status).toBe(503)
    expect(await circuit()).toMatchObject({
      ready: { ready: true, concur: [{ host, circuit: 'open' }] },
      metric: '1',
    })
    const asked = desk.sandbox.store.calls.all().length
    expect((await mira.get('/api/requests')).json).toMatchObject({ code: 'concur-unavailable' })
    expect(desk.sandbox.store.calls.all()).toHaveLength(asked)

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    onTestFinished(() => void vi.useRealTimers())
    expect((await mira.get('/api/requests')).status).toBe(200)
    expect(await circuit()).toMatchObject({ ready: { concur: [{ circuit: 'closed' }] }, metric: '0' })
  })
})

describe('Readiness', () => {
  it('says what stands behind the desk', async () => {
    const answer = await desk.stranger.get('/api/health/ready')
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({
      ready: true,
      database: 'answers',
      jobs: 'running',
      concur: [{ circuit: 'closed' }],
    })
  })

  it('tells a balancer to go elsewhere once the desk is being stopped', async () => {
    const stopped = await openDesk()
    await stopped.app.endWork()
    const answer = await stopped.stranger.get('/api/health/ready')
    expect(answer).toMatchObject({ status: 503, json: { ready: false, reason: 'stopping', jobs: 'stopped' } })
    expect((await stopped.stranger.get('/api/health/live')).status).toBe(200)
    await stopped.close()
    globalThis.runningClearance = Promise.resolve(desk.app)
  })

  it('says so when the database is gone', async () => {
    const gone = await openDesk()
    await gone.app.endWork()
    await gone.app.database.close()
    expect((await gone.stranger.get('/api/health/ready')).json).toMatchObject({ database: 'silent' })
    await gone.sandbox.close()
    globalThis.runningClearance = Promise.resolve(desk.app)
  })
})
