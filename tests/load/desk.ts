import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoSettings } from '../../scripts/demo-settings.mjs'
import { end, freePort, launch, serve, untilAnswers } from '../../scripts/processes.mjs'
import { startPostgres } from '../support/start-postgres.ts'
import type { Server } from './call.ts'

export const databases = ['PGlite', 'PostgreSQL'] as const
export type Database = (typeof databases)[number]

/** Where several processes share a database there are two of them. */
const PROCESSES = { PGlite: 1, PostgreSQL: 2 } as const satisfies Record<Database, number>

export interface Desk {
  servers: Server[]
  close(): Promise<void>
}

export async function openDesk(
  database: Database,
  concur: { approvers: number; administrators: number; batchMs: number },
): Promise<Desk> {
  const closing: (() => Promise<unknown> | undefined)[] = []
  const close = async () => {
    // The last that was opened goes first: the desk before its database.
    for (const step of closing.reverse()) await step()
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'clearance-load-'))
  closing.push(async () => rmSync(dataDir, { recursive: true, force: true }))
  try {
    const concurPort = await freePort(4_800)
    const concurUrl = `http://127.0.0.1:${concurPort}`
    const onConcur = launch('node', [fileURLToPath(new URL('concur.ts', import.meta.url))], {
      env: {
        PORT: String(concurPort),
        APPROVERS: String(concur.approvers),
        ADMINISTRATORS: String(concur.administrators),
        BATCH_MS: String(concur.batchMs),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    closing.push(() => end(onConcur))
    await untilAnswers(`${concurUrl}/oauth2/v0/jwks`, onConcur.child)

    const ports: number[] = []
    for (const _ of Array(PROCESSES[database]))
      ports.push(await freePort((ports.at(-1) ?? 4_819) + 1, 'localhost'))
    const settings = demoSettings({
      appUrl: `http://localhost:${ports[0]}`,
      sandboxUrl: concurUrl,
      dataDir: join(dataDir, 'pglite'),
    })
    if (database === 'PostgreSQL') {
      const postgres = await startPostgres(await freePort(4_840))
      closing.push(postgres.stop)
      settings.DATABASE_URL = `${postgres.url}/postgres`
    }
    const servers: Server[] = []
    for (const port of ports) {
      const inspector = `127.0.0.1:${await freePort(4_860 + servers.length * 10)}`
      const running = serve(port, {
        host: 'localhost',
        env: { ...settings, NODE_OPTIONS: `--inspect=${inspector}` },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      closing.push(() => end(running))
      await untilAnswers(`http://localhost:${port}/api/health/live`, running.child)
      servers.push({
        name: `process ${servers.length + 1}`,
        url: `http://localhost:${port}`,
        host: `localhost:${ports[0]}`,
        inspector,
      })
    }
    return { servers, close }
  } catch (error) {
    await close()
    throw error
  }
}
