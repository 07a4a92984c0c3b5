import { z } from 'zod'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import { workflowIntents } from '#lib/db/schema.ts'
import { readBackVerdict } from './read-back.ts'
import { whileLeased } from './while-leased.ts'
import { dropIntent, type Earlier, type Intent, settleIntent, type Verdict } from './workflow-intents.ts'

/** As `standOf` stored it. */
const standBefore = z.object({
  workflowStepId: z.string().nullable(),
  approvalStatusKey: z.string().nullable(),
  submitDate: z.object({ iso: z.string(), raw: z.string() }).nullable(),
})

/** What became of an earlier decision; null where nothing was sent, and it may be made again. */
export function verdictOn(
  context: Context,
  earlier: Earlier,
  read: () => Promise<TravelRequest>,
): Promise<Verdict | null> {
  if ('theirs' in earlier) return Promise.resolve(earlier.theirs)
  const { leftBehind } = earlier
  return whileLeased(context.db, workflowIntents, leftBehind, context.now, async () =>
    settleLeftBehind(context, leftBehind, await read()),
  )
}

/**
 * What became of a decision whose process went away. Its attempt was recorded before anything was sent: without one nothing was
 * (null, and the intent may be taken again), one that ended has its verdict, and for an open one the request, read just now, has
 * to say. With it ends the attempt in the audit log.
 */
async function settleLeftBehind(
  context: Context,
  intent: Intent,
  read: TravelRequest,
): Promise<Verdict | null> {
  const { action: verb, requestKey: objectKey, personId, createdAt: since } = intent
  const settle = (verdict: Verdict) => settleIntent(context.db, intent, verdict, context.now())
  const act = await context.audit.earlier({ verb, objectKey, personId, since })
  if (!act) {
    // Not a verdict: should this process go away too, the next one decides as if nobody had come so far.
    await dropIntent(context.db, intent)
    return null
  }
  const verdict = 'ended' in act ? act.ended : readBackVerdict(verb, standBefore.parse(intent.before), read)
  if ('open' in act) await act.open.settle(verdict)
  await settle(verdict)
  return verdict
}
