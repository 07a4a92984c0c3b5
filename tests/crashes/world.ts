import { fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PQueue from 'p-queue'
import pg from 'pg'
import { inject } from 'vitest'
import { boot, type Clearance } from '#lib/boot.ts'
import { readConfig } from '#lib/config.ts'
import type { Person } from '../../sandbox/people.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { end, freePort, serve, untilAnswers } from '../../scripts/processes.mjs'
import { APP_URL, consent } from '../support/test-desk.ts'
import type { Said } from './desk-process.ts'
import type { StatementHold } from './held-statements.ts'
import type { Order } from './orders.ts'

/** PGlite takes one process at a time, PostgreSQL takes several. */
export const severalProcesses = Boolean(inject('postgresUrl'))
export const database = severalProcesses ? 'PostgreSQL' : 'PGlite'

/** Built desks of the two databases do not look for a port among the same ones. */
const FIRST_PORT = severalProcesses ? 5_600 : 5_200

/** So many processes start at once: the others wait before they have begun, and not in the middle of a crash. */
const starting = new PQueue({ concurrency: 3 })

export interface World {
  sandbox: RunningSandbox
  /** A desk in a process of its own. */
  startDesk(task: {
    order?: Order
    person?: Person
    job?: string
    hold?: StatementHold
  }): Promise<DeskProcess>
  /** The built desk on its own server. */
  serveBuilt(): Promise<{ url: string; end(signal: NodeJS.Signals): Promise<number> }>
  /** The desk that goes on, in the process of the test: on the same folder, or beside the other one. */
  openDesk(): Promise<Clearance>
  /** Whether a process has the folder of the embedded database. */
  isLocked(): boolean
  close(): Promise<void>
}

export interface DeskProcess {
  /** The first thing of this kind that it said, or says. @throws once it has ended */
  heard<Kind extends KindOfSaid>(kind: Kind): Promise<Heard<Kind>>
  /** The same, as far as it has said so. */
  said<Kind extends KindOfSaid>(kind: Kind): Heard<Kind> | undefined
  /** The held statement goes on. */
  release(): void
  /** Resolves with the exit code once the process is gone; null where the signal ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

type Heard<Kind extends KindOfSaid> = Extract<Said, Record<Kind, unknown>>[Kind]
type KindOfSaid = Said extends infer Each ? (Each extends object ? keyof Each : never) : never

/** An empty database with all tables, made once and copied for every world: to make one takes seconds. */
export async function makeTemplate(): Promise<{ openWorld(): Promise<World>; drop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'clearance-crashes-'))
  const template = `crashes_${randomUUID().replaceAll('-', '')}`
  const secrets = {
    AUTH_SECRET: randomBytes(32).toString('base64'),
    TOKEN_KEYS: randomBytes(32).toString('base64'),
  }
  const settingsOf = (name: string, concur: string) => ({
    APP_URL,
    CONCUR_API_URL: concur,
    CONCUR_ALLOWED_HOSTS: concur,
    CONCUR_CLIENT_ID: 'clearance-sandbox',
    CONCUR_CLIENT_SECRET: 'clearance-sandbox-secret',
    ...secrets,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    DATA_DIR: join(folder, name),
    ...(severalProcesses ? { DATABASE_URL: `${inject('postgresUrl')}/${name}` } : {}),
  })
  if (severalProcesses) await onServer(`create database ${template}`)
  const first = await boot(readConfig(settingsOf(template, 'http://127.0.0.1:1')))
  await first.close()

  let worlds = 0
  let servers = 0
  async function copyDatabase(): Promise<string> {
    const name = `${template}_${++worlds}`
    if (severalProcesses) await onServer(`create database ${name} template ${template}`)
    else await cp(join(folder, template), join(folder, name), { recursive: true })
    return name
  }

  async function openWorld(): Promise<World> {
    const [sandbox, name] = await Promise.all([startSandbox({ port: 0 }), copyDatabase()])
    const settings = settingsOf(name, sandbox.url)
    const killers: (() => Promise<unknown>)[] = []
    const desks: Clearance[] = []
    return {
      sandbox,
      isLocked: () => existsSync(join(settings.DATA_DIR, 'clearance.lock')),
      async startDesk({ order, person, job, hold }) {
        const desk = await starting.add(async () => {
          // Not before: a code of Concur is soon too old.
          const code = person && (await consent(sandbox.url, person))
          const started = launch({
            ...settings,
            ...(code ? { CODE: code } : {}),
            ...(order ? { ORDER: JSON.stringify(order) } : {}),
            ...(job ? { JOB: job } : {}),
            ...(hold ? { HOLD: JSON.stringify(hold) } : {}),
          })
          killers.push(() => started.end('SIGKILL'))
          // One that comes back to a job may be held before it is open.
          await Promise.race([started.heard('ready'), started.heard('held')])
          return started
        })
        return desk
      },
      async serveBuilt() {
        const port = await freePort(FIRST_PORT + 50 * ++servers)
        const url = `http://localhost:${port}`
        const { child, ended } = await starting.add(async () => {
          const env = { ...settings, APP_URL: url, PORT: String(port) }
          const served = serve(port, { host: 'localhost', env, stdio: 'ignore' })
          killers.push(() => end(served))
          await untilAnswers(`${url}/api/health/ready`, served.child)
          return served
        })
        return {
          url,
          end(signal) {
            child.kill(signal)
            return ended
          },
        }
      },
      async openDesk() {
        const desk = await boot(readConfig(settings))
        desks.push(desk)
        return desk
      },
      async close() {
        for (const kill of killers) await kill()
        for (const desk of desks) await desk.close()
        await sandbox.close()
        if (severalProcesses) await onServer(`drop database ${name} with (force)`)
        else await rm(settings.DATA_DIR, { recursive: true, force: true })
      },
    }
  }

  return {
    openWorld,
    async drop() {
      if (severalProcesses) await onServer(`drop database ${template}`)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function launch(env: Record<string, string>): DeskProcess {
  const child = fork('tests/crashes/desk-process.ts', {
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'clearance-compile-cache'), ...env },
    execArgv: [],
  })
  // The last words come before the channel is closed, and may come after the exit.
  const exited = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(
    ([[code]]) => code ?? null,
  )
  const heard: Said[] = []
  const listening = new Set<() => void>()
  child.on('message', (what: Said) => {
    heard.push(what)
    for (const listen of listening) listen()
  })
  const find = (kind: KindOfSaid) => {
    const found = heard.find((what) => kind in what)
    return found && Reflect.get(found, kind)
  }
  return {
    said: find,
    heard: (kind) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = find(kind)
          if (found === undefined) return
          listening.delete(look)
          resolve(found)
        }
        listening.add(look)
        look()
        void exited.then((code) => reject(new Error(`The desk ended with ${code} before it said “${kind}”.`)))
      }),
    release: () => void child.send('go on'),
    end(signal) {
      child.kill(signal)
      return exited
    },
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(`${inject('postgresUrl')}/postgres`)
  await client.connect()
  await client.query(statement)
  await client.end()
}
