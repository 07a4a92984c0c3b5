import { type SQL, sql } from 'drizzle-orm'
import type { Listen } from '#lib/db/open-database.ts'

const CHANNEL = 'clearance_jobs'

/** Tells whoever waits, in whatever process, that a job or a lane changed. Said with the transaction: heard when it is committed. */
export function sayChanged(key: string): SQL {
  return sql`select pg_notify(${CHANNEL}, ${key})`
}

export interface JobChanges {
  /** Calls back at every change of the job or lane, until the returned function is called. */
  on(key: string, changed: () => void): () => void
}

export async function listenToChanges(listen: Listen): Promise<JobChanges> {
  const waiting = new Map<string, Set<() => void>>()
  const tell = (key: string) => {
    for (const changed of [...(waiting.get(key) ?? [])]) changed()
  }
  await listen(CHANNEL, tell, () => {
    for (const key of [...waiting.keys()]) tell(key)
  })
  return {
    on(key, changed) {
      const all = waiting.get(key) ?? new Set()
      waiting.set(key, all.add(changed))
      return () => {
        all.delete(changed)
        if (all.size === 0) waiting.delete(key)
      }
    },
  }
}
