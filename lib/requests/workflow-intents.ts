import { setTimeout as wait } from 'node:timers/promises'
import { and, desc, eq, gte } from 'drizzle-orm'
import type { Outcome } from '#lib/contracts/values.ts'
import type { Db } from '#lib/db/open-database.ts'
import { workflowIntents } from '#lib/db/schema.ts'
import type { StandBefore } from './read-back.ts'
import { LEASE_MS } from './while-leased.ts'

export type WorkflowAction = 'approve' | 'send-back' | 'recall'

export interface Verdict {
  outcome: Outcome
  message: string
  correlationId?: string | null
}

export type Intent = typeof workflowIntents.$inferSelect

/** How long a click counts as the second one of the same decision. Later, the request may have come round again. */
const SAME_DECISION_MS = 10 * 60_000
const POLL_MS = 200

export interface Decision {
  requestKey: string
  action: WorkflowAction
  stepId: string
  personId: string
  /** Of the request, as it was read right before. */
  version: string
  before: StandBefore
}

/** The verdict of whoever had the right to post, or the intent of one whose process went away with it: taken over, to be settled. */
export type Earlier = { theirs: Verdict } | { leftBehind: Intent }

/** Either the right to post, or what became of it. */
export type Claim = { mine: Intent } | Earlier

/**
 * Claims the right to post one action at one workflow step. It is committed before anything is sent, so two clicks, two tabs
 * and two processes make one post: whoever comes second waits and gets the verdict of the first. What was left behind is to be
 * settled before it is claimed again.
 */
export async function claimIntent(db: Db, decision: Decision, now: () => Date): Promise<Claim> {
  for (;;) {
    const leaseUntil = new Date(now().getTime() + LEASE_MS)
    const [created] = await db
      .insert(workflowIntents)
      .values({ ...decision, state: 'pending', leaseUntil, createdAt: now() })
      .onConflictDoNothing()
      .returning()
    if (created) return { mine: created }

    const intent = await findIntent(db, decision)
    if (!intent) continue
    const own = intent.personId === decision.personId
    if (isJustDone(intent, now) && intent.version === decision.version)
      return { theirs: own ? verdictOf(intent, 'done') : somebodyElse }
    if (intent.state === 'pending') {
      const earlier = await awaitVerdict(db, intent, now)
      if (!earlier) continue
      if (own || 'leftBehind' in earlier) return earlier
      if (earlier.theirs.outcome === 'done') return { theirs: somebodyElse }
      continue
    }
    // Refused or unknown, or the request came back to the same step: deciding again is a new decision.
    const [taken] = await db
      .update(workflowIntents)
      .set({
        ...decision,
        state: 'pending',
        message: '',
        attempt: intent.attempt + 1,
        leaseUntil,
        createdAt: now(),
        settledAt: null,
      })
      .where(and(eq(workflowIntents.id, intent.id), eq(workflowIntents.attempt, intent.attempt)))
      .returning()
    if (taken) return { mine: taken }
  }
}

/** What became of the decision that this person already made about the request as they see it, if there is one. */
export async function earlierDecision(
  db: Db,
  decision: Omit<Decision, 'stepId' | 'before'>,
  now: () => Date,
): Promise<Earlier | null> {
  const [intent] = await db
    .select()
    .from(workflowIntents)
    .where(
      and(
        eq(workflowIntents.requestKey, decision.requestKey),
        eq(workflowIntents.action, decision.action),
        eq(workflowIntents.personId, decision.personId),
        eq(workflowIntents.version, decision.version),
      ),
    )
    .orderBy(desc(workflowIntents.createdAt))
    .limit(1)
  if (intent && isJustDone(intent, now)) return { theirs: verdictOf(intent, 'done') }
  return intent?.state === 'pending' ? awaitVerdict(db, intent, now) : null
}

/** What became of the last such decision since then; null where it came to nothing. */
export async function decisionSince(
  db: Db,
  decision: Pick<Decision, 'requestKey' | 'action' | 'personId'>,
  since: Date,
  now: () => Date,
): Promise<Earlier | null> {
  const { requestKey, action, personId } = decision
  const [intent] = await db
    .select()
    .from(workflowIntents)
    .where(
      and(
        eq(workflowIntents.requestKey, requestKey),
        eq(workflowIntents.action, action),
        eq(workflowIntents.personId, personId),
        gte(workflowIntents.createdAt, since),
      ),
    )
    .orderBy(desc(workflowIntents.createdAt))
    .limit(1)
  if (!intent) return null
  return intent.state === 'pending'
    ? awaitVerdict(db, intent, now)
    : { theirs: verdictOf(intent, intent.state) }
}

export async function settleIntent(db: Db, intent: Intent, verdict: Verdict, at: Date): Promise<void> {
  await db
    .update(workflowIntents)
    .set({
      state: verdict.outcome,
      message: verdict.message,
      correlationId: verdict.correlationId ?? null,
      settledAt: at,
    })
    .where(and(eq(workflowIntents.id, intent.id), eq(workflowIntents.attempt, intent.attempt)))
}

/** Of an intent that came to nothing. */
export async function dropIntent(db: Db, { id, attempt }: Intent): Promise<void> {
  await db
    .delete(workflowIntents)
    .where(
      and(
        eq(workflowIntents.id, id),
        eq(workflowIntents.attempt, attempt),
        eq(workflowIntents.state, 'pending'),
      ),
    )
}

async function findIntent(db: Db, decision: Decision): Promise<Intent | undefined> {
  const [intent] = await db
    .select()
    .from(workflowIntents)
    .where(
      and(
        eq(workflowIntents.requestKey, decision.requestKey),
        eq(workflowIntents.stepId, decision.stepId),
        eq(workflowIntents.action, decision.action),
      ),
    )
  return intent
}

/** Until the intent has its verdict, or its lease runs out; null once it came to nothing. */
async function awaitVerdict(db: Db, { id }: Intent, now: () => Date): Promise<Earlier | null> {
  for (;;) {
    const [fresh] = await db.select().from(workflowIntents).where(eq(workflowIntents.id, id))
    if (!fresh) return null
    if (fresh.state !== 'pending') return { theirs: verdictOf(fresh, fresh.state) }
    const leftBehind = fresh.leaseUntil <= now() && (await takeOver(db, fresh, now))
    if (leftBehind) return { leftBehind }
    await wait(POLL_MS)
  }
}

/** Of those who find an intent left behind one settles it, the others wait for that. */
async function takeOver(db: Db, { id, attempt }: Intent, now: () => Date): Promise<Intent | undefined> {
  const [taken] = await db
    .update(workflowIntents)
    .set({ attempt: attempt + 1, leaseUntil: new Date(now().getTime() + LEASE_MS) })
    .where(
      and(
        eq(workflowIntents.id, id),
        eq(workflowIntents.attempt, attempt),
        eq(workflowIntents.state, 'pending'),
      ),
    )
    .returning()
  return taken
}

const somebodyElse: Verdict = {
  outcome: 'refused',
  message: 'Somebody else did this a moment ago. Nothing of yours was sent.',
}

function isJustDone(intent: Intent, now: () => Date): boolean {
  return intent.state === 'done' && now().getTime() - (intent.settledAt?.getTime() ?? 0) < SAME_DECISION_MS
}

function verdictOf(intent: Intent, outcome: Outcome): Verdict {
  return { outcome, message: intent.message, correlationId: intent.correlationId }
}
