import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Verdict, WorkflowAction } from './workflow-intents.ts'

/** Approval status keys of Travel Request v1, the same in every language. */
const NOT_SUBMITTED = 'Q_NOTF'
const SENT_BACK = 'Q_RESU'
const CANCELLED = 'Q_CANC'

/** Where a request stood before the action. */
export type StandBefore = Pick<TravelRequest, 'workflowStepId' | 'approvalStatusKey' | 'submitDate'>

export function standOf({ workflowStepId, approvalStatusKey, submitDate }: TravelRequest): StandBefore {
  return { workflowStepId, approvalStatusKey, submitDate }
}

/**
 * What the request, read again after a doubtful answer, says about the action. Only a move in the very direction of the
 * action confirms it: a request that somebody else recalled meanwhile was not approved by us.
 */
export function readBackVerdict(action: WorkflowAction, before: StandBefore, after: TravelRequest): Verdict {
  const status = after.approvalStatusName ?? 'unknown'
  const moved =
    after.workflowStepId !== before.workflowStepId || after.approvalStatusKey !== before.approvalStatusKey
  if (!moved)
    return {
      outcome: 'unknown',
      message:
        'Concur gave no clear answer and still shows the request where it was. It may yet be carried out: look again in a few minutes.',
    }
  if (confirms(action, before, after))
    return {
      outcome: 'done',
      message: `Concur gave no clear answer; read back, the request is now “${status}”.`,
    }
  return {
    outcome: 'unknown',
    message: `Concur gave no clear answer, and the request is now “${status}”, which this action does not explain. Look at it in Concur.`,
  }
}

function confirms(action: WorkflowAction, before: StandBefore, after: TravelRequest): boolean {
  const key = after.approvalStatusKey ?? ''
  if (action === 'send-back') return key === SENT_BACK
  if (action === 'recall') return key === NOT_SUBMITTED
  // Recalled and submitted again in between, it stands at another step without anybody's approval.
  if (after.submitDate?.raw !== before.submitDate?.raw) return false
  return ![NOT_SUBMITTED, SENT_BACK, CANCELLED, ''].includes(key)
}
