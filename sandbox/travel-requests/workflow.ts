import type { Sandbox } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { element, travelRequestDocument } from '../http/xml-writer.ts'
import type { Person } from '../people.ts'
import { currentStep, type TravelRequest } from './entities.ts'

export const ACTIONS = ['Approve', 'Send Back to Employee', 'Recall to Employee'] as const

/** Concur's own words for a step that is no longer the current one (v1.request, failure example). */
export const STALE =
  'The action cannot be executed because the item has recently been changed. Please refresh your list and try again.'

/** Acts on the step and answers the ActionStatus document; a failure is a 200 too. */
export function actOnStep(
  sandbox: Sandbox,
  person: Person,
  stepId: string,
  fields: Map<string, string>,
): string {
  const action = readAction(fields)
  const comment = fields.get('Comment')?.trim() ?? ''
  const request = sandbox.requests.findByStep(stepId)
  const step = request && currentStep(request)
  if (!request || !step || step.stepId !== stepId) return actionStatus('FAILURE', STALE)

  if (action === 'Recall to Employee')
    refuseStranger(person, request.owner.login, 'Only the employee can recall.')
  else refuseNonApprover(person, step.approver.login)
  if (action === 'Send Back to Employee' && comment === '') {
    return actionStatus('FAILURE', 'A comment is required to send a request back to the employee.')
  }

  const at = sandbox.today()
  if (comment !== '') addComment(request, person, comment, at)
  if (action === 'Approve') approveCurrentStep(request, () => sandbox.requests.newKey(), at)
  else leaveWorkflow(request, action === 'Recall to Employee' ? 'Q_NOTF' : 'Q_RESU')
  sandbox.requests.changed(request, at)
  // The documentation shows `SUCCESS!`; other services of the family say `SUCCESS`. Each request keeps to one.
  const word = request.id.charCodeAt(3) % 2 === 0 ? 'SUCCESS!' : 'SUCCESS'
  return actionStatus(word, word)
}

function readAction(fields: Map<string, string>): (typeof ACTIONS)[number] {
  for (const name of fields.keys()) {
    if (name !== 'Action' && name !== 'Comment')
      throw new ConcurError(400, `${name} is not expected here.`, name)
  }
  const given = fields.get('Action')?.trim()
  if (!given) throw new ConcurError(400, 'The request is missing a required field: Action.', 'Action')
  const action = ACTIONS.find((known) => known === given)
  if (!action) throw new ConcurError(400, `${given} is not an action of this workflow step.`, 'Action')
  return action
}

function refuseNonApprover(person: Person, approverLogin: string): void {
  if (!person.roles.includes('Request Approver')) {
    throw new ConcurError(403, 'The user does not have the role Request Approver.')
  }
  refuseStranger(person, approverLogin, 'The user is not a valid approver for this request.')
}

function refuseStranger(person: Person, login: string, message: string): void {
  if (person.login !== login) throw new ConcurError(403, message)
}

export function addComment(
  request: TravelRequest,
  { firstName, lastName }: { firstName: string; lastName: string },
  text: string,
  at: number,
): void {
  request.comments.push({ text, firstName, lastName, at })
}

/** "The travel request will continue in the workflow, and may require additional approvals." */
export function approveCurrentStep(request: TravelRequest, newStepId: () => string, at: number): void {
  const step = currentStep(request)
  if (step) step.approvedAt = at
  const next = currentStep(request)
  if (next) {
    next.stepId = newStepId()
    return
  }
  request.status = 'Q_APPR'
  request.authorizedAt = at
}

/** Back with the employee: when it is submitted again it goes through the entire workflow again. */
export function leaveWorkflow(request: TravelRequest, status: 'Q_NOTF' | 'Q_RESU' | 'Q_CANC'): void {
  request.status = status
  if (status === 'Q_RESU') request.everSentBack = true
  if (status === 'Q_NOTF') request.submittedAt = undefined
  for (const step of request.steps) {
    step.stepId = undefined
    step.approvedAt = undefined
  }
}

const actionStatus = (status: string, message: string): string =>
  travelRequestDocument('ActionStatus', element('Message', message, '  ') + element('Status', status, '  '))
