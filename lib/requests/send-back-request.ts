import type { Context } from '#lib/context.ts'
import type { DecisionAnswer } from '#lib/contracts/requests.ts'
import { takeWorkflowAction } from './take-workflow-action.ts'

export function sendBackRequest(
  context: Context,
  requestKey: string,
  decision: { comment?: string; version?: string },
): Promise<DecisionAnswer> {
  return takeWorkflowAction(context, { action: 'send-back', requestKey, ...decision })
}
