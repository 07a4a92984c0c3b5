import type { StdioOptions } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { demoSettings } from '../../scripts/demo-settings.mjs'
import { freePort, launch, serve, untilAnswers } from '../../scripts/processes.mjs'
import { signInOverHttp } from '../support/sign-in-over-http.ts'
import { approvers } from './approvers.ts'

export const REQUESTS = 1000

/** The built desk and what it is measured against, each in a process of its own. */
export interface Desk {
  url: string
  proxyUrl: string
  bareUrl: string
  probes: { desk: string; proxy: string }
  /** A free port for one more server. */
  sparePort: number
  /** The cookies of the approvers, a session each. */
  sessions: string[]
  /** The session of the sandbox's own approver, who may read the details too. */
  approver: string
  /** The session of the list administrator. */
  administrator: string
  /** The session of the expense processor. */
  processor: string
  concurUrl: string
  /** Whether every list that Concur answers is a new one. */
  listsChange(change: boolean): Promise<void>
  close(): Promise<void>
}

export async function openDesk(): Promise<Desk> {
  const started: ReturnType<typeof launch>[] = []
  let from = 4700
  const address = async (host = '127.0.0.1') => {
    const port = await freePort(from)
    from = port + 1
    return { port: String(port), url: `http://${host}:${port}` }
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-bench-'))
  const close = async () => {
    for (const { child } of started) child.kill('SIGTERM')
    await Promise.all(started.map(({ ended }) => ended))
    rmSync(dataDir, { recursive: true, force: true })
  }
  const keep = (running: ReturnType<typeof launch>) => {
    started.push(running)
    return running.child
  }
  const run = (program: string, args: string[], env: Record<string, string>) =>
    keep(launch(program, args, { env, stdio: quiet }))
  process.once('SIGINT', () => void close().finally(() => process.exit(130)))
  const probe = `--import ${new URL('./event-loop-probe.mjs', import.meta.url).href}`

  try {
    const concur = await address()
    await untilAnswers(
      `${concur.url}/oauth2/v0/jwks`,
      run('node', [file('recorded-concur.ts')], {
        PORT: concur.port,
        REQUESTS: String(REQUESTS),
      }),
    )
    const [app, proxy, bare] = [await address('localhost'), await address(), await address()]
    const probes = { desk: await address(), proxy: await address() }
    const onDesk = keep(
      serve(app.port, {
        host: 'localhost',
        env: {
          ...demoSettings({ appUrl: app.url, sandboxUrl: concur.url, dataDir }),
          LOG_LEVEL: 'warn',
          NODE_OPTIONS: probe,
          PROBE_PORT: probes.desk.port,
        },
        stdio: quiet,
      }),
    )
    const onProxy = run('node', [file('plain-proxy.ts')], {
      PORT: proxy.port,
      CONCUR_URL: concur.url,
      NODE_OPTIONS: probe,
      PROBE_PORT: probes.proxy.port,
    })
    const onBare = run('node', [file('bare-parse.ts')], { PORT: bare.port, CONCUR_URL: concur.url })
    await untilAnswers(`${app.url}/api/health/ready`, onDesk)
    await untilAnswers(proxy.url, onProxy)
    await untilAnswers(bare.url, onBare)

    const sessions: string[] = []
    for (const { id } of approvers) sessions.push(`clearance.session=${await signInOverHttp(app.url, id)}`)
    const approver = await signInOverHttp(app.url, MIRA.id)
    const administrator = await signInOverHttp(app.url, DANIEL.id)
    const processor = await signInOverHttp(app.url, PRIYA.id)
    return {
      approver,
      administrator,
      processor,
      concurUrl: concur.url,
      sparePort: Number((await address('localhost')).port),
      url: app.url,
      proxyUrl: proxy.url,
      bareUrl: bare.url,
      probes: { desk: probes.desk.url, proxy: probes.proxy.url },
      sessions,
      async listsChange(change) {
        await fetch(`${concur.url}/${change ? 'changing' : 'unchanged'}`)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const quiet: StdioOptions = ['ignore', 'ignore', 'inherit']

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
