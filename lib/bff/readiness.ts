import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Clearance } from '#lib/boot.ts'

export interface Readiness {
  ready: boolean
  reason?: 'stopping' | 'database' | 'jobs'
  database: 'answers' | 'silent'
  jobs: 'running' | 'stopped'
  /** Hosts of Concur, and whether calls to them are held back. */
  concur: { host: string; circuit: 'closed' | 'open' }[]
}

/** Whoever asks waits no longer than this for a database that hangs. */
const PATIENCE_MS = 2_000

export async function readiness(app: Clearance): Promise<Readiness> {
  const database = await answers(app)
  const jobs = app.jobs.isRunning ? 'running' : 'stopped'
  const reason = reasonAgainst(app.door.isOpen, database, jobs)
  return {
    ready: reason === undefined,
    reason,
    database,
    jobs,
    concur: app.circuits().map(({ origin, isOpen }) => ({
      host: new URL(origin).host,
      circuit: isOpen ? 'open' : 'closed',
    })),
  }
}

function reasonAgainst(
  isOpen: boolean,
  database: Readiness['database'],
  jobs: Readiness['jobs'],
): Readiness['reason'] {
  if (!isOpen) return 'stopping'
  if (database === 'silent') return 'database'
  return jobs === 'stopped' ? 'jobs' : undefined
}

async function answers({ database, log }: Clearance): Promise<Readiness['database']> {
  const late = new AbortController()
  try {
    await Promise.race([
      database.db.execute(sql`select 1`),
      wait(PATIENCE_MS, undefined, late).then(() => {
        throw new Error(`No answer within ${PATIENCE_MS} ms.`)
      }),
    ])
    return 'answers'
  } catch (error) {
    log.error({ err: error }, 'the database does not answer')
    return 'silent'
  } finally {
    late.abort()
  }
}
