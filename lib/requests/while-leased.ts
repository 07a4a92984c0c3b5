import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { requestCreations, workflowIntents } from '#lib/db/schema.ts'

/** Who posts renews the lease long before: past it, the process that held it is gone, or held up. */
export const LEASE_MS = 20_000
const RENEW_MS = 5_000

/**
 * Renews the lease on a claim while the work goes on. One that cannot be renewed runs out, and another process may take the claim over:
 * whoever was held up so long asks `isStillMine` before anything is sent.
 */
export async function whileLeased<T>(
  db: Db,
  claims: typeof requestCreations | typeof workflowIntents,
  { id, attempt }: { id: string; attempt: number },
  now: () => Date,
  work: (isStillMine: () => Promise<boolean>) => Promise<T>,
): Promise<T> {
  async function renew(): Promise<boolean> {
    const renewed = await db
      .update(claims)
      .set({ leaseUntil: new Date(now().getTime() + LEASE_MS) })
      .where(and(eq(claims.id, id), eq(claims.attempt, attempt)))
      .returning({ id: claims.id })
    return renewed.length > 0
  }
  const renewal = setInterval(() => void renew().catch(() => {}), RENEW_MS)
  try {
    return await work(renew)
  } catch (error) {
    // Whoever comes next need not wait for it.
    await db
      .update(claims)
      .set({ leaseUntil: now() })
      .where(and(eq(claims.id, id), eq(claims.attempt, attempt)))
      .catch(() => {})
    throw error
  } finally {
    clearInterval(renewal)
  }
}

/** A process that has the database alone finds at its start only what the last one has left behind. */
export async function endLeases(db: Db, now: Date): Promise<void> {
  await db
    .update(workflowIntents)
    .set({ leaseUntil: now })
    .where(and(eq(workflowIntents.state, 'pending'), gt(workflowIntents.leaseUntil, now)))
  await db
    .update(requestCreations)
    .set({ leaseUntil: now })
    .where(and(isNull(requestCreations.answer), gt(requestCreations.leaseUntil, now)))
}
