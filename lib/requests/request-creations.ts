import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNull } from 'drizzle-orm'
import { type HeaderAnswer, headerAnswer, type RequestHeader } from '#lib/contracts/requests.ts'
import type { Db } from '#lib/db/open-database.ts'
import { requestCreations } from '#lib/db/schema.ts'
import { LEASE_MS } from './while-leased.ts'

const POLL_MS = 200

type Creation = typeof requestCreations.$inferSelect

/** Either the right to post, or the answer of whoever had it, or what a process left behind that went away with it: taken over. */
export type CreationClaim = { mine: Creation } | { theirs: HeaderAnswer } | { leftBehind: Creation }

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
  const askedAt = now()
  const claim = { claimedAt: askedAt, leaseUntil: new Date(askedAt.getTime() + LEASE_MS) }
  for (;;) {
    const [created] = await db
      .insert(requestCreations)
      .values({ personId, headerHash, ...claim })
      .onConflictDoNothing()
      .returning()
    if (created) return { mine: created }

    const [found] = await db
      .select()
      .from(requestCreations)
      .where(and(eq(requestCreations.personId, personId), eq(requestCreations.headerHash, headerHash)))
    if (!found) continue
    if (found.answer === null) {
      const earlier = await awaitAnswer(db, found, now)
      if (earlier) return earlier
      continue
    }
    // It was under way when this was asked for, and has just ended.
    if (found.answeredAt && found.answeredAt > askedAt) return { theirs: headerAnswer.parse(found.answer) }
    const [taken] = await db
      .update(requestCreations)
      .set({ answer: null, attempt: found.attempt + 1, ...claim })
      .where(and(eq(requestCreations.id, found.id), eq(requestCreations.attempt, found.attempt)))
      .returning()
    if (taken) return { mine: taken }
  }
}

/** The first answer stands. */
export async function answerCreation(
  db: Db,
  { id, attempt }: Creation,
  answer: HeaderAnswer,
  answeredAt: Date,
): Promise<void> {
  await db
    .update(requestCreations)
    .set({ answer, answeredAt })
    .where(
      and(
        eq(requestCreations.id, id),
        eq(requestCreations.attempt, attempt),
        isNull(requestCreations.answer),
      ),
    )
}

/** Until there is an answer, or the lease runs out; null once the creation is gone. */
async function awaitAnswer(
  db: Db,
  { id }: Creation,
  now: () => Date,
): Promise<{ theirs: HeaderAnswer } | { leftBehind: Creation } | null> {
  for (;;) {
    const [fresh] = await db.select().from(requestCreations).where(eq(requestCreations.id, id))
    if (!fresh) return null
    if (fresh.answer) return { theirs: headerAnswer.parse(fresh.answer) }
    const leftBehind = fresh.leaseUntil <= now() && (await takeOver(db, fresh, now))
    if (leftBehind) return { leftBehind }
    await wait(POLL_MS)
  }
}

/** Of those who find a creation left behind one goes on with it, the others wait for that. */
async function takeOver(db: Db, { id, attempt }: Creation, now: () => Date): Promise<Creation | undefined> {
  const [taken] = await db
    .update(requestCreations)
    .set({ attempt: attempt + 1, leaseUntil: new Date(now().getTime() + LEASE_MS) })
    .where(
      and(
        eq(requestCreations.id, id),
        eq(requestCreations.attempt, attempt),
        isNull(requestCreations.answer),
      ),
    )
    .returning()
  return taken
}
