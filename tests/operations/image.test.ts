import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DANIEL } from '../../sandbox/people.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { freePort, untilAnswers } from '../../scripts/processes.mjs'
import { type CollectedSpan, type Collector, openCollector } from '../support/collector.ts'
import { signInOverHttp } from '../support/sign-in-over-http.ts'
import { rawClient } from '../unit/server/raw-client.ts'

/** What the Dockerfile copies into its last stage, in a folder with nothing around it, and started as the image starts it. */
let folder: string
let sandbox: RunningSandbox
let collector: Collector
let port: number
let url: string
let desk: ChildProcess
let written: Promise<string>
let listId: string

/** As the image starts it. */
function start() {
  return spawn(process.execPath, ['lib/server/main.ts'], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      NODE_OPTIONS: '--disable-warning=DEP0169',
      PORT: String(port),
      APP_URL: url,
      CONCUR_API_URL: sandbox.url,
      CONCUR_ALLOWED_HOSTS: sandbox.url,
      CONCUR_CLIENT_ID: 'clearance-sandbox',
      CONCUR_CLIENT_SECRET: 'clearance-sandbox-secret',
      AUTH_SECRET: randomBytes(32).toString('base64'),
      TOKEN_KEYS: randomBytes(32).toString('base64'),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clearance-image-'))
  cpSync('.next/standalone', folder, { recursive: true })
  cpSync('.next/static', join(folder, '.next/static'), { recursive: true })
  cpSync('public', join(folder, 'public'), { recursive: true })
  sandbox = await startSandbox({ port: 0 })
  collector = await openCollector()
  port = await freePort(3700)
  url = `http://127.0.0.1:${port}`
  desk = start()
  if (!desk.stdout) throw new Error('The desk has no output.')
  written = text(desk.stdout)
  await untilAnswers(`${url}/api/health/ready`, desk)
})
afterAll(async () => {
  desk.kill('SIGKILL')
  await sandbox.close()
  collector.close()
  rmSync(folder, { recursive: true, force: true })
})

it('An image holds all that a desk needs: pages, scripts, sign-in, lists of many items, a database', async () => {
  // LGPL, and only for the image route (scripts/licences.mjs).
  expect(existsSync(join(folder, 'node_modules/@img'))).toBe(false)
  const page = await (await fetch(`${url}/sign-in`)).text()
  const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? []
  expect((await fetch(url + script)).headers.get('content-type')).toContain('javascript')
  expect((await fetch(`${url}/_next/image?url=%2Ficon.svg&w=64&q=75`)).status).toBe(404)

  const headers = { cookie: `clearance.session=${await signInOverHttp(url, DANIEL.id)}` }
  const lists = await (await fetch(`${url}/api/lists`, { headers })).json()
  // Its answer is parsed in a worker, which runs as it is written.
  const { id } = lists.items.find((list: { name: string }) => list.name === 'Vendors')
  const items = await fetch(`${url}/api/lists/${encodeURIComponent(id)}/items`, { headers })
  expect(items.status).toBe(200)
  expect((await items.json()).items.length).toBeGreaterThan(100)
  const list = `${url}/lists/${encodeURIComponent(id)}?q=Northwind`
  expect((await fetch(list, { headers: { ...headers, 'sec-fetch-dest': 'document' } })).status).toBe(200)
  listId = id
})

it('A body that is cut off for its size is told once in the log, under the id that its sender was told', async () => {
  const cookie = `clearance.session=${await signInOverHttp(url, DANIEL.id)}`
  const client = await rawClient(port)
  client.say(
    [
      'POST /api/requests HTTP/1.1',
      `host: 127.0.0.1:${port}`,
      `cookie: ${cookie}`,
      'content-type: application/json',
      'x-clearance: 1',
      'sec-fetch-site: same-origin',
      'transfer-encoding: chunked',
      '\r\n',
    ].join('\r\n'),
  )
  const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`
  for (let index = 0; index < 11; index += 1) client.say(chunk)
  const requestId = /^HTTP\/1\.1 413 .*x-request-id: (\S+)/s.exec(await client.ended)?.[1]

  desk.kill('SIGTERM')
  expect(await once(desk, 'exit')).toEqual([0, null])
  const lines = (await written)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  expect(lines.filter(({ msg }) => msg.startsWith('refused'))).toMatchObject([
    { level: 30, msg: 'refused at the door', status: 413, requestId },
  ])
  expect(lines.filter(({ level }) => level > 30)).toEqual([])
})

it('A signal that comes while it starts is heeded', { timeout: 60_000 }, async () => {
  for (const ms of [100, 400, 700, 1_000]) {
    const starting = start()
    starting.stdout?.resume()
    await wait(ms)
    const signalledAt = Date.now()
    starting.kill('SIGTERM')
    const [code, signal] = await once(starting, 'exit')
    // Before the program has begun, the system ends it.
    expect(code ?? signal, `${ms} ms after the start`).toBeOneOf([0, 'SIGTERM'])
    expect(Date.now() - signalledAt, `${ms} ms after the start`).toBeLessThan(10_000)
  }
})

it('Its traces hold pages, calls and calls to Concur in one piece, and neither addresses nor queries', () => {
  const named = (name: string) => collector.spans.filter((span) => span.name === name)
  const parentOf = (span?: CollectedSpan) =>
    collector.spans.find(({ spanId }) => spanId === span?.parentSpanId)
  expect(named('GET /lists/[listId]')).not.toEqual([])
  const [call] = named('list lists').filter((span) => parentOf(span)?.name === 'GET /api/lists')
  const trace = collector.spans.filter(({ traceId }) => traceId === call?.traceId)
  expect(trace.filter(({ parentSpanId }) => !parentSpanId)).toHaveLength(1)
  const told = JSON.stringify(collector.spans)
  expect(told).not.toMatch(/\?|Northwind|%|\/api\/health|_next\/static/)
  expect(told).not.toContain(listId)
})
