import { and, eq } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import type { requestCreations, workflowIntents } from '#lib/db/schema.ts'

/** Who posts renews the lease long before: past it, the process that held it is gone. */
export const LEASE_MS = 20_000
const RENEW_MS = 5_000

/** Renews the lease on a claim while the work goes on. One that cannot be renewed runs out: then whoever comes next sends nothing in its place. */
export async function whileLeased<T>(
  db: Db,
  claims: typeof requestCreations | typeof workflowIntents,
  { id, attempt }: { id: string; attempt: number },
  now: () => Date,
  work: () => Promise<T>,
): Promise<T> {
  async function renew(): Promise<void> {
    await db
      .update(claims)
      .set({ leaseUntil: new Date(now().getTime() + LEASE_MS) })
      .where(and(eq(claims.id, id), eq(claims.attempt, attempt)))
  }
  const renewal = setInterval(() => void renew().catch(() => {}), RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
  }
}
