import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import { type HeaderAnswer, headerAnswer, type RequestHeader } from '#lib/contracts/requests.ts'
import type { Db } from '#lib/db/open-database.ts'
import { requestCreations } from '#lib/db/schema.ts'
import { LEASE_MS, whileRenewed } from './while-renewed.ts'

const POLL_MS = 200

type Creation = typeof requestCreations.$inferSelect

/** Either the right to post, or the answer of whoever had it. */
export type CreationClaim = { mine: Creation } | { theirs: HeaderAnswer }

/**
 * Claims the right to create this header for this person. It is committed before anything is sent, so two clicks, two tabs and two
 * processes create one request: whoever comes second while the first is under way waits for its answer. Once there is an answer,
 * the same header again is another request.
 */
export async function claimCreation(
  db: Db,
  personId: string,
  header: RequestHeader,
  now: () => Date,
): Promise<CreationClaim> {
  const headerHash = createHash('sha256').update(JSON.stringify(header)).digest('base64url')
  for (;;) {
    const leaseUntil = new Date(now().getTime() + LEASE_MS)
    const [created] = await db
      .insert(requestCreations)
      .values({ personId, headerHash, leaseUntil })
      .onConflictDoNothing()
      .returning()
    if (created) return { mine: created }

    const [found] = await db
      .select()
      .from(requestCreations)
      .where(and(eq(requestCreations.personId, personId), eq(requestCreations.headerHash, headerHash)))
    if (!found) continue
    if (found.answer === null) {
      const theirs = (await awaitAnswer(db, found, now)) ?? cutOff(header)
      await answerCreation(db, found, theirs)
      return { theirs }
    }
    const [taken] = await db
      .update(requestCreations)
      .set({ answer: null, attempt: found.attempt + 1, leaseUntil })
      .where(and(eq(requestCreations.id, found.id), eq(requestCreations.attempt, found.attempt)))
      .returning()
    if (taken) return { mine: taken }
  }
}

export function whileCreating<T>(
  db: Db,
  { id, attempt }: Creation,
  now: () => Date,
  work: () => Promise<T>,
): Promise<T> {
  const renew = () =>
    db
      .update(requestCreations)
      .set({ leaseUntil: new Date(now().getTime() + LEASE_MS) })
      .where(and(eq(requestCreations.id, id), eq(requestCreations.attempt, attempt)))
  return whileRenewed(renew, work)
}

/** The first answer stands. */
export async function answerCreation(db: Db, { id, attempt }: Creation, answer: HeaderAnswer): Promise<void> {
  await db
    .update(requestCreations)
    .set({ answer })
    .where(
      and(
        eq(requestCreations.id, id),
        eq(requestCreations.attempt, attempt),
        isNull(requestCreations.answer),
      ),
    )
}

/** Null where the lease runs out before there is one. */
async function awaitAnswer(db: Db, creation: Creation, now: () => Date): Promise<HeaderAnswer | null> {
  for (;;) {
    const [fresh = creation] = await db
      .select()
      .from(requestCreations)
      .where(eq(requestCreations.id, creation.id))
    if (fresh.answer) return headerAnswer.parse(fresh.answer)
    if (fresh.leaseUntil <= now()) return null
    await wait(POLL_MS)
  }
}

/** Nothing is sent in its place: it may have arrived. */
function cutOff({ name }: RequestHeader): HeaderAnswer {
  return {
    outcome: 'unknown',
    message: `An earlier attempt to create “${name}” never reported back. It is not known whether it was created: look among your unsubmitted requests before you create it again.`,
    requestKey: null,
    exceptions: [],
  }
}
