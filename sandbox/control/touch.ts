import { HANA, VICTOR } from '../seed/employees.ts'
import { currentStep, type TravelRequest } from '../travel-requests/entities.ts'
import { approveCurrentStep, leaveWorkflow } from '../travel-requests/workflow.ts'

/**
 * What somebody else may have done meanwhile: `next-step` approves for the current approver and leaves the request with
 * another one, `new-step` keeps the approver under a new step, the rest end the workflow.
 */
export const MOVES = ['next-step', 'new-step', 'approved', 'sent-back', 'recalled', 'cancelled'] as const

export type Move = (typeof MOVES)[number]

/** Answers false when the request is not pending. */
export function touch(
  request: TravelRequest,
  move: Move,
  comment: string | undefined,
  newKey: () => string,
  at: number,
): boolean {
  const step = currentStep(request)
  if (!step) return false
  const { firstName, lastName } = step.approver
  if (comment) request.comments.push({ text: comment, firstName, lastName, at })
  switch (move) {
    case 'next-step':
      if (request.steps.at(-1) === step) {
        const approver = step.approver.login === HANA.login ? VICTOR : HANA
        request.steps.push({ stepId: undefined, approver, approvedAt: undefined })
      }
      approveCurrentStep(request, newKey, at)
      break
    case 'new-step':
      step.stepId = newKey()
      break
    case 'approved':
      while (currentStep(request)) approveCurrentStep(request, newKey, at)
      break
    case 'sent-back':
      leaveWorkflow(request, 'Q_RESU')
      break
    case 'recalled':
      leaveWorkflow(request, 'Q_NOTF')
      break
    case 'cancelled':
      leaveWorkflow(request, 'Q_CANC')
      break
  }
  return true
}
