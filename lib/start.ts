import { type Clearance, clearance } from './boot.ts'
import { ConfigError, readConfig } from './config.ts'
import { FolderInUse } from './db/folder-lock.ts'

declare global {
  /** Where our own server waits for the desk; `next dev` has none. */
  var onDeskStarted: ((app: Clearance) => void) | undefined
}

/** Starts the desk, or ends the process with one clear line for each thing that is wrong. */
export async function startOrExit(): Promise<void> {
  try {
    // next-auth takes its own address from here and nowhere else: never from a Host header.
    process.env.NEXTAUTH_URL = readConfig(process.env).appUrl
    const app = await clearance()
    globalThis.onDeskStarted?.(app)
  } catch (error) {
    const lines = linesOf(error).map((line) => `  ${line}\n`)
    process.stderr.write(`Clearance does not start.\n${lines.join('')}`)
    process.exit(1)
  }
}

function linesOf(error: unknown): string[] {
  if (error instanceof ConfigError) return error.lines
  if (error instanceof FolderInUse) return [error.message]
  return [`The database cannot be opened: ${error instanceof Error ? error.message : String(error)}`]
}
