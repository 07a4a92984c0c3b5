import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markLocalCaller } from '#lib/server/local-caller.ts'
import { DANIEL } from '../../sandbox/people.ts'
import { openDesk, type TestDesk } from '../support/test-desk.ts'

const METRICS_TOKEN = 'Zk3vQ9xW7rT1yU5pL8sD2fG6hJ4nB0mC'
let desk: TestDesk

beforeAll(async () => {
  desk = await openDesk({ env: { METRICS_TOKEN } })
})
afterAll(() => desk.close())

const scrape = async () =>
  (await desk.stranger.get('/api/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })).text

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

  it('carry nothing of a person', async () => {
    expect(await scrape()).not.toMatch(/northwind|Okafor|Bearer/i)
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
