import { z } from 'zod'
import { ConcurError } from '#lib/concur/errors.ts'
import { getRequest } from '#lib/concur/requests-v1.ts'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import { type BulkAction, bulkAction } from '#lib/contracts/requests.ts'
import type { JobHandler } from '#lib/jobs/job-runner.ts'
import type { RowEnd } from '#lib/jobs/job-store.ts'
import { versionOf } from './present-request.ts'
import { takeWorkflowAction } from './take-workflow-action.ts'

export const BULK_DECISION = 'request-decisions'

export const bulkDecisionInput = z.object({ action: bulkAction, comment: z.string().optional() })
export type BulkDecisionInput = z.infer<typeof bulkDecisionInput>

const bulkDecisionItem = z.object({ requestKey: z.string(), exceptionsSeen: z.boolean() })
export type BulkDecisionItem = z.infer<typeof bulkDecisionItem>

export const bulkDecisionJob: JobHandler<Context> = {
  kind: BULK_DECISION,
  // Concur throttles by company: four people who approve at once must not lock the others out.
  concurrency: 4,
  runRow: (context, jobId, input, item) =>
    decideRow(context, jobId, bulkDecisionInput.parse(input), bulkDecisionItem.parse(item)),
}

async function decideRow(
  context: Context,
  jobId: string,
  { action, comment }: BulkDecisionInput,
  { requestKey, exceptionsSeen }: BulkDecisionItem,
): Promise<RowEnd> {
  let item: Record<string, unknown> | undefined
  try {
    const request = await getRequest(context.concur, requestKey)
    item = { requestKey, name: request.name, requestId: request.requestId, person: request.employeeName }
    if (action === 'approve' && !exceptionsSeen && hasExceptions(request)) return { ...openFirst(), item }
    const decision = { action, requestKey, comment, jobId, version: versionOf(request) }
    const { outcome, message } = await takeWorkflowAction(context, decision)
    return {
      outcome,
      code: outcome === 'done' ? undefined : outcome,
      message,
      advice: adviceFor(action, outcome),
      item,
    }
  } catch (error) {
    if (!(error instanceof ConcurError)) throw error
    return {
      outcome: error.sent === 'no' ? 'refused' : 'unknown',
      code: error.name,
      message: error.concurMessage ?? error.message,
      advice: 'Open the request to see what stands.',
      item,
    }
  }
}

/** At whatever level: a hotel above the limit counts as much as a missing field. */
export function hasExceptions(request: TravelRequest): boolean {
  const below = request.entries.flatMap((entry) => [
    ...entry.exceptions,
    ...entry.segments.flatMap((segment) => segment.exceptions),
  ])
  return request.hasException === true || request.exceptions.length > 0 || below.length > 0
}

function openFirst(): RowEnd {
  return {
    outcome: 'not-sent',
    code: 'has-exceptions',
    message: 'This request has exceptions that nobody has read yet.',
    advice: 'Open it, then approve it by itself or in another go.',
  }
}

function adviceFor(action: BulkAction, outcome: string): string | undefined {
  if (outcome === 'refused') return 'Open the request: it may have moved on, or wait for somebody else.'
  if (outcome === 'unknown')
    return `Look whether Concur carried out the ${action === 'approve' ? 'approval' : 'return'} before you repeat it.`
  return undefined
}
