import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createPostgresListener } from '#lib/db/postgres-listener.ts'
import { DANIEL } from '../../sandbox/people.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { control } from '../sandbox/client.ts'
import { cuttableWire } from '../support/cuttable-wire.ts'
import { APP_URL, consent, newDatabase } from '../support/test-desk.ts'

/** What a desk in a process of its own says: see tests/support/desk-process.ts. */
interface Said {
  ready?: boolean
  jobId?: string
  state?: string
  endedAt?: string
  counts?: { succeeded: number; failed: number; unknown: number; pending: number }
}

let sandbox: RunningSandbox
let database: Awaited<ReturnType<typeof newDatabase>>
let folder: string
let settings: Record<string, string>
let running: Set<ChildProcess>

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
  database = await newDatabase()
  folder = await mkdtemp(join(tmpdir(), 'clearance-killed-'))
  running = new Set()
  settings = {
    APP_URL,
    CONCUR_API_URL: sandbox.url,
    CONCUR_ALLOWED_HOSTS: sandbox.url,
    CONCUR_CLIENT_ID: 'clearance-sandbox',
    CONCUR_CLIENT_SECRET: 'clearance-sandbox-secret',
    AUTH_SECRET: randomBytes(32).toString('base64'),
    TOKEN_KEYS: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'fatal',
    DATA_DIR: folder,
    ...database.env,
  }
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  await Promise.all([...running].map((child) => once(child, 'exit')))
  await sandbox.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** A desk in a process of its own: what it says, until it ends or says what was waited for. */
function startDesk(env: Record<string, string>) {
  const child = spawn(process.execPath, ['tests/support/desk-process.ts'], {
    env: { ...process.env, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  const exited = once(child, 'exit').then(() => running.delete(child))
  const lines = createInterface({ input: child.stdout })
  const heard: Said[] = []
  let tell = () => {}
  lines.on('line', (line) => {
    heard.push(JSON.parse(line))
    tell()
  })
  return {
    exited,
    kill: () => child.kill('SIGKILL'),
    until: (wanted: (said: Said) => boolean) =>
      new Promise<Said>((resolve, reject) => {
        tell = () => {
          const found = heard.find(wanted)
          if (found) resolve(found)
        }
        tell()
        void exited.then(() => reject(new Error(`The desk ended first: ${JSON.stringify(heard.at(-1))}`)))
      }),
  }
}

const jobIdOf = async (desk: ReturnType<typeof startDesk>) =>
  (await desk.until(({ jobId }) => jobId !== undefined)).jobId ?? ''
const isOver = ({ endedAt }: Said) => endedAt !== undefined

/** Rows that Concur took, over all batches: a row that was applied twice would count twice, or be refused as there already. */
const applied = () => sandbox.store.calls.all().reduce((sum, { batch }) => sum + (batch?.succeeded ?? 0), 0)

/** The embedded database takes one process at a time, PostgreSQL takes several: each is killed its own way. */
const severalProcesses = Boolean(inject('postgresUrl'))

if (!severalProcesses)
  describe('A desk that is alone with its database', () => {
    it('killed at every step of a job of 20 goes on where it was, and applies each row once', async () => {
      const rows = 20 * 5
      await control(sandbox.url, 'POST', '/faults', {
        kind: 'delay',
        ms: 20,
        match: { query: 'type=create' },
      })
      const start = { START: await consent(sandbox.url, DANIEL), STEPS: '20', ROWS: '5' }
      let desk = startDesk({ ...start, DIE_AT: '1 begun' })
      const jobId = await jobIdOf(desk)
      const phases = ['begun', 'stored', 'ended']
      for (let step = 1; step <= 20; step += 1) {
        await desk.exited
        desk = startDesk({ WATCH: jobId, DIE_AT: step < 20 ? `${step + 1} ${phases[step % 3]}` : '' })
      }
      const { state, counts } = await desk.until(isOver)
      expect({ state, counts }).toMatchObject({
        state: 'done',
        counts: { succeeded: rows, failed: 0, unknown: 0, pending: 0 },
      })
      expect(applied()).toBe(rows)
    }, 240_000)
  })

if (severalProcesses)
  describe('Two desks on one database', () => {
    it('share the work: what a killed one was doing the other takes over within a minute, each row once', async () => {
      const rows = 12 * 5
      await control(sandbox.url, 'POST', '/faults', {
        kind: 'delay',
        ms: 400,
        match: { query: 'type=create' },
      })
      const first = startDesk({
        START: await consent(sandbox.url, DANIEL),
        STEPS: '12',
        ROWS: '5',
        DIE_AT: '4 begun',
      })
      const jobId = await jobIdOf(first)
      const second = startDesk({ WATCH: jobId })
      await second.until(({ ready }) => ready === true)
      await first.exited
      const killedAt = Date.now()
      const goesOn = await second.until(({ counts }) => (counts?.succeeded ?? 0) > 3 * 5)
      expect(goesOn.counts?.failed).toBe(0)
      expect(Date.now() - killedAt).toBeLessThan(60_000)
      const { state, counts } = await second.until(isOver)
      expect({ state, counts }).toMatchObject({
        state: 'done',
        counts: { succeeded: rows, failed: 0, unknown: 0 },
      })
      expect(applied()).toBe(rows)
    }, 120_000)
  })

if (severalProcesses)
  describe('A desk whose database goes away for a while', () => {
    it('tries again once a second, and then hears every word once', async () => {
      const network = await cuttableWire(new URL(database.env.DATABASE_URL ?? ''))
      const listener = createPostgresListener(network.url, () => {})
      const heard: string[] = []
      let gaps = 0
      await listener.listen(
        'words',
        (word) => heard.push(word),
        () => {
          gaps += 1
        },
      )
      network.cut()
      await expect.poll(network.tries, { timeout: 15_000 }).toBeGreaterThan(5)
      network.mend()
      await expect.poll(() => gaps, { timeout: 15_000 }).toBe(1)
      expect(network.tries()).toBeLessThan(9)
      const speaker = new pg.Client(network.url)
      await speaker.connect()
      await speaker.query(`select pg_notify('words', 'one'), pg_notify('words', 'two')`)
      await speaker.end()
      await expect.poll(() => heard, { timeout: 15_000 }).toContain('two')
      expect(heard).toEqual(['one', 'two'])
      await listener.close()
      await network.close()
    }, 60_000)
  })
