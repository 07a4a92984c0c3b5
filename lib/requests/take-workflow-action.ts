import { getRequest, postWorkflowAction, type WorkflowActionName } from '#lib/concur/requests-v1.ts'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import type { DecisionAnswer } from '#lib/contracts/requests.ts'
import { workflowIntents } from '#lib/db/schema.ts'
import { correlationIdOf, surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { actionsFor, presentRequest, versionOf } from './present-request.ts'
import { readBackVerdict, standOf } from './read-back.ts'
import { verdictOn } from './settle-left-behind.ts'
import { whileLeased } from './while-leased.ts'
import {
  claimIntent,
  type Decision,
  earlierDecision,
  type Intent,
  settleIntent,
  type Verdict,
  type WorkflowAction,
} from './workflow-intents.ts'

export interface WorkflowDecision {
  action: WorkflowAction
  requestKey: string
  comment?: string
  /** What the person had before them. */
  version?: string
  jobId?: string
  /** The request where the caller has read it right now. */
  read?: TravelRequest
}

/** Waiting for a free place at Concur included. */
const POST_MS = 90_000

const concurAction: Record<WorkflowAction, WorkflowActionName> = {
  approve: 'Approve',
  'send-back': 'Send Back to Employee',
  recall: 'Recall to Employee',
}

const doneMessage: Record<WorkflowAction, string> = {
  approve: 'Concur confirmed the approval.',
  'send-back': 'Concur confirmed that the request went back to the employee.',
  recall: 'Concur confirmed the recall.',
}

/**
 * Approve, send back or recall: read the step, record the attempt, act, read the answer, record the outcome.
 * @throws ConcurError where nothing was changed: the request could not be read, or Concur turned the call away
 */
export async function takeWorkflowAction(
  context: Context,
  decision: WorkflowDecision,
): Promise<DecisionAnswer> {
  const { action, requestKey } = decision
  const mark = { requestKey, action, personId: context.person.id }
  const before = decision.read ?? (await getRequest(context.concur, requestKey))
  const version = versionOf(before)
  if (decision.version !== undefined && decision.version !== version) {
    // Moved on: by this very person's first click, or by somebody else.
    const earlier = await earlierDecision(context.db, { ...mark, version: decision.version }, context.now)
    const verdict =
      earlier && (await verdictOn(context, earlier, () => getRequest(context.concur, requestKey)))
    return answer(context, requestKey, verdict ?? changedMeanwhile, verdict ? undefined : before)
  }
  const objection = whyNot(context, action, before)
  if (objection) return answer(context, requestKey, { outcome: 'refused', message: objection }, before)

  const stepId = before.workflowStepId ?? ''
  const claim = await claimOnce(context, { ...mark, stepId, version, before: standOf(before) })
  if ('theirs' in claim) return answer(context, requestKey, claim.theirs)

  const settle = (verdict: Verdict) => settleIntent(context.db, claim.mine, verdict, context.now())
  const posted = await whileLeased(
    context.db,
    workflowIntents,
    claim.mine,
    context.now,
    async (isStillMine) => {
      const act = await recordAttempt(context, decision, before).catch(async (error: unknown) => {
        await settle({
          outcome: 'refused',
          message: 'The attempt could not be recorded, so nothing was sent.',
        })
        throw error
      })
      const posted = (await isStillMine()) ? await post(context, decision, stepId, before) : null
      await act.settle(posted?.verdict ?? heldUp)
      return posted
    },
  )
  // Another process, or another call, found it left behind and went on in its place: what came of that is the answer.
  if (!posted) return takeWorkflowAction(context, { ...decision, read: undefined })
  const { verdict, problem, read } = posted
  await settle(verdict).catch((error: unknown) => {
    // The act is over, whatever our own database says: the person hears the verdict, the operator hears of the gap.
    context.log.error(
      { err: error, requestKey, action, outcome: verdict.outcome },
      'an intent could not be settled',
    )
  })
  if (problem) throw problem
  // A job shows outcomes, not requests: the read is saved.
  return decision.jobId
    ? { ...verdictAnswer(verdict), request: null }
    : answer(context, requestKey, verdict, read)
}

/** The right to post, once what a process left behind is settled. */
async function claimOnce(
  context: Context,
  wanted: Decision,
): Promise<{ mine: Intent } | { theirs: Verdict }> {
  for (;;) {
    const claim = await claimIntent(context.db, wanted, context.now)
    if (!('leftBehind' in claim)) return claim
    const verdict = await verdictOn(context, claim, () => getRequest(context.concur, wanted.requestKey))
    // Somebody else's is settled with that; this person has not decided yet.
    if (verdict && claim.leftBehind.personId === wanted.personId) return { theirs: verdict }
  }
}

const changedMeanwhile: Verdict = {
  outcome: 'refused',
  message:
    'This request changed in Concur since you opened it. Nothing was sent: read it again, then decide.',
}

const heldUp: Verdict = {
  outcome: 'refused',
  message: 'Clearance was held up before this was sent, and nothing was.',
}

/** Why nothing is sent at all, in words for the person; null where nothing speaks against it. */
function whyNot(context: Context, action: WorkflowAction, request: TravelRequest): string | null {
  const actions = actionsFor(request, context.person)
  const wanted = action === 'send-back' ? actions.sendBack : actions[action]
  return wanted.available ? null : `${wanted.reason ?? 'This cannot be done now.'} Nothing was sent.`
}

function recordAttempt(context: Context, decision: WorkflowDecision, before: TravelRequest) {
  return context.audit.attempt({
    verb: decision.action,
    object: {
      kind: 'travel request',
      key: decision.requestKey,
      label: `${before.requestId ?? ''} ${before.name ?? ''}`.trim(),
    },
    before: {
      status: before.approvalStatusName,
      stepId: before.workflowStepId,
      total: before.requestTotal,
      currency: before.currencyCode,
      lastModified: before.lastModifiedDate?.raw ?? null,
    },
    message: decision.comment,
    jobId: decision.jobId,
  })
}

interface Posted {
  verdict: Verdict
  problem?: unknown
  /** The request as it was read back; null where that failed: nobody waits for a second try. */
  read?: TravelRequest | null
}

/** Posts once, and never again: a doubtful answer is settled by reading the request back. */
async function post(
  context: Context,
  decision: WorkflowDecision,
  stepId: string,
  before: TravelRequest,
): Promise<Posted> {
  const concur = { ...context.concur, signal: AbortSignal.timeout(POST_MS) }
  try {
    const said = await postWorkflowAction(concur, stepId, concurAction[decision.action], decision.comment)
    const { correlationId } = said
    if (said.outcome === 'success')
      return { verdict: { outcome: 'done', message: doneMessage[decision.action], correlationId } }
    if (said.outcome === 'failure')
      return {
        verdict: {
          outcome: 'refused',
          message: said.message ?? 'Concur refused without a reason.',
          correlationId,
        },
      }
    return readBack(context, decision, before, correlationId)
  } catch (error) {
    const correlationId = correlationIdOf(error)
    if (surelyUnsent(error))
      return { verdict: { outcome: 'refused', message: wordsOf(error), correlationId }, problem: error }
    context.log.warn({ err: error, requestKey: decision.requestKey }, 'a doubtful answer is being read back')
    return readBack(context, decision, before, correlationId)
  }
}

async function readBack(
  context: Context,
  decision: WorkflowDecision,
  before: TravelRequest,
  correlationId: string | undefined,
): Promise<Posted> {
  try {
    const read = await getRequest(context.concur, decision.requestKey)
    return { verdict: { ...readBackVerdict(decision.action, before, read), correlationId }, read }
  } catch (error) {
    context.log.warn({ err: error, requestKey: decision.requestKey }, 'the read back failed')
    const message =
      'Concur gave no clear answer and the request could not be read back. It is not known whether this was carried out: look again before you repeat it.'
    return { verdict: { outcome: 'unknown', message, correlationId }, read: null }
  }
}

async function answer(
  context: Context,
  requestKey: string,
  verdict: Verdict,
  read?: TravelRequest | null,
): Promise<DecisionAnswer> {
  const request = read === undefined ? await readFresh(context, requestKey) : read
  return {
    ...verdictAnswer(verdict),
    request: request && { ...presentRequest(request, context.person), requestKey },
  }
}

function verdictAnswer({ outcome, message, correlationId }: Verdict) {
  return { outcome, message, concur: correlationId ? { correlationId } : undefined }
}

/** The verdict stands whether or not the request can be shown with it. */
async function readFresh(context: Context, requestKey: string): Promise<TravelRequest | null> {
  try {
    return await getRequest(context.concur, requestKey)
  } catch (error) {
    context.log.warn({ err: error, requestKey }, 'the request could not be read after the act')
    return null
  }
}
