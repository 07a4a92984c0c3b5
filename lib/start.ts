import { setTimeout as wait } from 'node:timers/promises'
import { type Clearance, clearance } from './boot.ts'
import { ConfigError, readConfig } from './config.ts'
import { FolderInUse } from './db/folder-lock.ts'

/** Concur's deadline is longer, but whoever stops a server wants it back: what is out after this is told as unknown. */
const STOP_WITHIN_MS = 30_000

/** Starts the desk, or ends the process with one clear line for each thing that is wrong. */
export async function startOrExit(): Promise<void> {
  try {
    // next-auth takes its own address from here and nowhere else: never from a Host header.
    process.env.NEXTAUTH_URL = readConfig(process.env).appUrl
    const app = await clearance()
    // Next would exit at once; with this variable it leaves both signals to us.
    if (process.env.NEXT_MANUAL_SIG_HANDLE)
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app))
  } catch (error) {
    const lines = linesOf(error).map((line) => `  ${line}\n`)
    process.stderr.write(`Clearance does not start.\n${lines.join('')}`)
    process.exit(1)
  }
}

/** Refuses new work, lets answers and rows that are under way end, closes the database. */
async function stop(app: Clearance): Promise<void> {
  app.traffic.stopping = true
  app.log.info('stopping')
  const ended = await Promise.race([drain(app).then(() => true), wait(STOP_WITHIN_MS, false, { ref: false })])
  if (!ended)
    app.log.error({ underway: app.traffic.underway }, 'stopped before everything under way had ended')
  process.exit(ended ? 0 : 1)
}

async function drain(app: Clearance): Promise<void> {
  while (app.traffic.underway > 0) await wait(50)
  await app.close()
}

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError) return error.lines
  if (error instanceof FolderInUse) return [error.message]
  return [`The database cannot be opened: ${error instanceof Error ? error.message : String(error)}`]
}
