import { channel } from 'node:diagnostics_channel'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DANIEL } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { type Collector, openCollector } from '../support/collector.ts'
import { openDesk } from '../support/test-desk.ts'

const CALLER = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }

let collector: Collector
/** What must be in no span. */
const secrets: string[] = []
const logged: string[] = []
const sentHeaders: string[] = []

const named = (name: string) => collector.spans.filter((each) => each.name === name)
const below = ({ spanId }: { spanId?: string } = {}) =>
  collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId)

/** One day at a desk that is traced, its end included: then everything has been sent. */
beforeAll(async () => {
  collector = await openCollector()
  const listen = (message: unknown) =>
    sentHeaders.push(JSON.stringify(message, ['request', 'headers', 'path']))
  channel('undici:request:create').subscribe(listen)
  const desk = await openDesk({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc',
      LOG_LEVEL: 'debug',
    },
    logTo: { write: (line) => void logged.push(line) },
  })
  const [mira, daniel] = [await desk.signIn(), await desk.signIn(DANIEL, 'patient')]
  const read = await mira.get('/api/requests?loginId=mira.okafor%40northwind.example')
  const { requestKey } = (await mira.get('/api/requests')).json.items[0]
  await control(desk.sandbox.url, 'POST', '/faults', { kind: '500', times: 1, match: { path: 'workflow' } })
  const decided = await mira.send('POST', `/api/requests/${encodeURIComponent(requestKey)}/approve`, {
    comment: 'Words for the owner alone',
  })
  expect(read.status).toBe(200)
  secrets.push(
    requestKey,
    'Words for the owner alone',
    'northwind',
    'Okafor',
    'Bearer',
    'Basic',
    '?',
    mira.cookie,
  )
  secrets.push(decided.json.detail)
  for (const traceparent of [
    `00-${CALLER.traceId}-${CALLER.spanId}-01`,
    `00-${CALLER.traceId}-${CALLER.spanId}-00`,
    `ff-${CALLER.traceId}-${CALLER.spanId}-01`,
    `00-${'0'.repeat(32)}-${CALLER.spanId}-01`,
    `00-${CALLER.traceId}-${CALLER.spanId}-01, 00-${CALLER.traceId}-${CALLER.spanId}-01`,
    'anything',
  ])
    await mira.get('/api/me', { traceparent })
  const { json: lists } = await daniel.get('/api/lists')
  const { id } = lists.items.find((list: { name: string }) => list.name === 'Vendors')
  const items = [{ name: 'Traced Limited', codes: ['TRACED1'] }]
  secrets.push('Traced', 'TRACED1')
  const started = await daniel.send('POST', `/api/lists/${encodeURIComponent(id)}/batches`, {
    operation: 'create',
    items,
  })
  const isDone = async () => (await daniel.get(`/api/jobs/${started.json.jobId}`)).json.state === 'done'
  await vi.waitUntil(isDone, { timeout: 15_000 })
  await desk.close()
  channel('undici:request:create').unsubscribe(listen)
})
afterAll(() => collector.close())

describe('A traced desk', () => {
  it('shows a call by the pattern of its route, and below it each call to Concur', () => {
    const [call] = named('GET /api/lists')
    expect(call?.attributes).toMatchObject({ 'http.route': '/api/lists', 'http.response.status_code': 200 })
    expect(below(call)).toMatchObject([
      {
        name: 'list lists',
        traceId: call?.traceId,
        attributes: { 'concur.outcome': 'done', 'concur.attempt': 1, 'http.response.status_code': 200 },
      },
    ])
    expect(below(call)[0]?.attributes['concur.correlation_id']).toMatch(/^[\w-]{36}$/)
  })

  it('shows a call to Concur that failed by the class of its error', () => {
    const [failed] = collector.spans.filter(
      ({ attributes }) => attributes['concur.outcome'] === 'ConcurUnavailable',
    )
    expect(failed).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'ConcurUnavailable' } })
  })

  it('shows a job with its steps, linked to the call that started it', () => {
    const [start] = named('POST /api/lists/{listId}/batches')
    const [job] = named('job list-batch')
    expect(job?.links).toMatchObject([{ traceId: start?.traceId, spanId: start?.spanId }])
    expect(job?.traceId).not.toBe(start?.traceId)
    const [step] = named('job step list-batch')
    expect(step?.parentSpanId).toBe(job?.spanId)
    expect(below(step).map(({ name }) => name)).toContain('create list items')
  })

  it('goes on with the trace that a caller names well, and decides itself what is recorded', () => {
    const calls = named('GET /api/me')
    expect(calls).toHaveLength(6)
    const [recorded, unrecorded, ...broken] = calls
    for (const each of [recorded, unrecorded])
      expect(each).toMatchObject({ traceId: CALLER.traceId, parentSpanId: CALLER.spanId })
    for (const each of broken) {
      expect(each.traceId).not.toBe(CALLER.traceId)
      expect(each.parentSpanId ?? '').toBe('')
    }
  })

  it('tells the collector nothing of people, ids, tokens, comments or queries', () => {
    const text = JSON.stringify(collector.spans)
    for (const secret of secrets) expect(text.includes(secret), secret).toBe(false)
    for (const { events, status } of collector.spans) expect([events, status.message ?? '']).toEqual([[], ''])
  })

  it('shows itself to the collector by the headers that were set, where OTLP says', () => {
    expect(collector.heard.length).toBeGreaterThan(0)
    for (const each of collector.heard) expect(each).toMatch(/^\/v1\/traces Basic abc /)
  })

  it('sends Concur no word of its traces', () => {
    expect(sentHeaders.length).toBeGreaterThan(5)
    expect(sentHeaders.join('')).not.toMatch(/traceparent|tracestate|baggage/i)
  })

  it('names the trace in the log', () => {
    const [call] = named('GET /api/lists')
    const lines = logged.map((line) => JSON.parse(line)).filter(({ traceId }) => traceId === call?.traceId)
    expect(lines.map(({ msg }) => msg)).toContain('concur call')
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(1)
  })
})
