import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { NamedError } from '#lib/concur/named-error.ts'

/** PGlite is one process for one folder: a second writer would destroy it. */
export class FolderInUse extends NamedError {
  static override readonly errorName: string = 'FolderInUse'
  constructor(folder: string, owner: number) {
    super(
      `The data folder ${folder} is in use by process ${owner}. Stop it, choose another DATA_DIR, or set DATABASE_URL to share a Postgres.`,
    )
  }
}

/**
 * Takes the folder for this process; a lock left behind by a process that is gone is taken over.
 * @returns a function that gives the folder back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'clearance.lock')
  if (!write(file)) {
    const owner = Number(readFileSync(file, 'utf8'))
    if (owner !== process.pid && isAlive(owner)) throw new FolderInUse(folder, owner)
    rmSync(file, { force: true })
    if (!write(file)) throw new FolderInUse(folder, Number(readFileSync(file, 'utf8')))
  }
  const release = () => {
    process.off('exit', release)
    rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}

function write(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx')
    writeSync(descriptor, String(process.pid))
    closeSync(descriptor)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
