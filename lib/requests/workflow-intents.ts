import { setTimeout as wait } from 'node:timers/promises'
import { and, desc, eq, gte } from 'drizzle-orm'
import type { Outcome } from '#lib/contracts/values.ts'
import type { Db } from '#lib/db/open-database.ts'
import { workflowIntents } from '#lib/db/schema.ts'
import type { StandBefore } from './read-back.ts'

export type WorkflowAction = 'approve' | 'send-back' | 'recall'

export interface Verdict {
  outcome: Outcome
  message: string
  correlationId?: string | null
}

export type Intent = typeof workflowIntents.$inferSelect

/** A token refresh, the post, the read back and room to spare: past it, the process that held the intent is gone. */
const LEASE_MS = 240_000
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

/** Either the right to post, or the verdict of whoever had it. */
export type Claim = { mine: Intent } | { theirs: Verdict }

/**
 * Claims the right to post one action at one workflow step. It is committed before anything is sent, so two clicks, two tabs
 * and two processes make one post: whoever comes second waits and gets the verdict of the first.
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
    if (intent.state === 'pending' && intent.leaseUntil > now()) {
      const verdict = await awaitVerdict(db, intent, now)
      if (own) return { theirs: verdict }
      if (verdict.outcome === 'done') return { theirs: somebodyElse }
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
        settledAt: null,
      })
      .where(and(eq(workflowIntents.id, intent.id), eq(workflowIntents.attempt, intent.attempt)))
      .returning()
    if (taken) return { mine: taken }
  }
}

/** The verdict on what this person already decided about the request as they see it, if there is one. */
export async function earlierVerdict(
  db: Db,
  decision: Omit<Decision, 'stepId' | 'before'>,
  now: () => Date,
): Promise<Verdict | null> {
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
  if (intent && isJustDone(intent, now)) return verdictOf(intent, 'done')
  if (intent?.state === 'pending' && intent.leaseUntil > now()) return awaitVerdict(db, intent, now)
  return null
}

/** The intent that a process left behind: the last one of this decision since then, whatever its lease says. */
export async function intentLeftBehind(
  db: Db,
  decision: Pick<Decision, 'requestKey' | 'action' | 'personId'>,
  since: Date,
): Promise<Intent | undefined> {
  const { requestKey, action, personId } = decision
  const [intent] = await db
    .select()
    .from(workflowIntents)
    .where(
      and(
        eq(workflowIntents.requestKey, requestKey),
        eq(workflowIntents.action, action),
        eq(workflowIntents.personId, personId),
        // An intent that is taken again keeps its first moment and gets a new lease.
        gte(workflowIntents.leaseUntil, new Date(since.getTime() + LEASE_MS)),
      ),
    )
    .orderBy(desc(workflowIntents.leaseUntil))
    .limit(1)
  return intent
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

async function awaitVerdict(db: Db, intent: Intent, now: () => Date): Promise<Verdict> {
  while (now() < intent.leaseUntil) {
    await wait(POLL_MS)
    const [fresh] = await db.select().from(workflowIntents).where(eq(workflowIntents.id, intent.id))
    if (fresh && fresh.state !== 'pending') return verdictOf(fresh, fresh.state)
  }
  return {
    outcome: 'unknown',
    message: 'The first attempt at this never reported back. Read the request again.',
  }
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
