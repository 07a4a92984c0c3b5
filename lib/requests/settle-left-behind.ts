import { z } from 'zod'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import { readBackVerdict } from './read-back.ts'
import { intentLeftBehind, settleIntent, type Verdict, type WorkflowAction } from './workflow-intents.ts'

/** As `standOf` stored it. */
const standBefore = z.object({
  workflowStepId: z.string().nullable(),
  approvalStatusKey: z.string().nullable(),
  submitDate: z.object({ iso: z.string(), raw: z.string() }).nullable(),
})

/**
 * What became of a decision whose process went away. The intent was committed before anything was sent: without one nothing
 * was (null), a settled one has its verdict, and for a pending one the request, read just now, has to say.
 */
export async function settleLeftBehind(
  context: Context,
  action: WorkflowAction,
  read: TravelRequest,
  requestKey: string,
  startedAt: Date,
): Promise<Verdict | null> {
  const decision = { requestKey, action, personId: context.person.id }
  const intent = await intentLeftBehind(context.db, decision, startedAt)
  if (!intent) return null
  if (intent.state !== 'pending') return { ...intent, outcome: intent.state }
  const verdict = readBackVerdict(action, standBefore.parse(intent.before), read)
  await settleIntent(context.db, intent, verdict, context.now())
  return verdict
}
