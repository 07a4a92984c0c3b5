import { z } from 'zod'
import { ConcurError, ConcurSessionExpired } from '#lib/concur/errors.ts'
import { getRequest } from '#lib/concur/requests-v1.ts'
import type { TravelRequest } from '#lib/concur/travel-request.ts'
import type { Context } from '#lib/context.ts'
import { type BulkAction, bulkAction } from '#lib/contracts/requests.ts'
import type { Outcome } from '#lib/contracts/values.ts'
import { pauseFor } from '#lib/jobs/after-failure.ts'
import type { FileColumns, JobKind, PendingRow, RowEnd } from '#lib/jobs/job-kind.ts'
import { surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { versionOf } from './present-request.ts'
import { retryDecisions } from './retry-decisions.ts'
import { verdictOn } from './settle-left-behind.ts'
import { takeWorkflowAction } from './take-workflow-action.ts'
import { decisionSince } from './workflow-intents.ts'

export const BULK_DECISION = 'request-decisions'

export const bulkDecisionInput = z.object({ action: bulkAction, comment: z.string().optional() })
export type BulkDecisionInput = z.infer<typeof bulkDecisionInput>

const bulkDecisionItem = z.object({
  requestKey: z.string(),
  /** Of the request as the person saw it. */
  version: z.string().optional(),
  exceptionsSeen: z.boolean(),
})
export type BulkDecisionItem = z.infer<typeof bulkDecisionItem>

/** Approve or send back many: one step whose rows are decided one by one. */
export const bulkDecisionJob: JobKind<Context> = {
  kind: BULK_DECISION,
  jobsAtOnce: 4,
  // Concur throttles by company: people who approve in bulk must not lock the others out.
  rowsAtOnce: 4,
  adviceWhenUnknown: 'Open the request to see what stands.',
  runStep: (run) => {
    const input = bulkDecisionInput.parse(run.input)
    return run.eachRow((row) => decideRow(run.context, run.jobId, input, row))
  },
  columns: () => decidedColumns,
  retry: retryDecisions,
}

const decided = z.object({
  requestKey: z.string(),
  requestId: z.string().nullish(),
  name: z.string().nullish(),
  person: z.string().nullish(),
})

const decidedColumns: FileColumns = {
  head: ['Request', 'Name', 'Employee'],
  cells(item) {
    const { requestKey, requestId, name, person } = decided.parse(item)
    return [requestId ?? requestKey, name ?? '', person ?? '']
  },
}

async function decideRow(
  context: Context,
  jobId: string,
  { action, comment }: BulkDecisionInput,
  row: PendingRow,
): Promise<RowEnd> {
  const { requestKey, version, exceptionsSeen } = bulkDecisionItem.parse(row.item)
  let read: TravelRequest
  try {
    read = await getRequest(context.concur, requestKey)
  } catch (error) {
    throwIfAway(error, context.now())
    return row.startedAt ? unsettled(error) : unread(error)
  }
  const item = { requestKey, name: read.name, requestId: read.requestId, person: read.employeeName }
  const end = ({ outcome, message }: { outcome: Outcome; message: string }): RowEnd => ({
    outcome,
    code: outcome === 'done' ? undefined : outcome,
    message,
    advice: adviceFor(action, outcome),
    item,
  })
  if (row.startedAt) {
    const decided = { requestKey, action, personId: context.person.id }
    const earlier = await decisionSince(context.db, decided, row.startedAt, context.now)
    const verdict = earlier && (await verdictOn(context, earlier, async () => read))
    if (verdict) return end(verdict)
  }
  if (action === 'approve' && !exceptionsSeen && hasExceptions(read)) return { ...openFirst(), item }
  try {
    const decision = { action, requestKey, comment, jobId, read, version: version ?? versionOf(read) }
    return end(await takeWorkflowAction(context, decision))
  } catch (error) {
    if (surelyUnsent(error)) throwIfAway(error, context.now())
    return { ...failed(error), item }
  }
}

/** @throws PauseJob where Concur cannot be had: the row is decided when the job goes on, if the request is still what the person saw */
function throwIfAway(error: unknown, now: Date): void {
  const pause = pauseFor(error, now)
  if (pause) throw pause
}

/** The request could not even be read: nothing was sent, and Concur did not refuse anything. */
function unread(error: unknown): RowEnd {
  return {
    outcome: 'not-sent',
    code: codeOf(error),
    message: wordsOf(error),
    advice: 'Nothing was sent for this request: start it again when Concur answers.',
  }
}

/** It may have been sent by a process that went away, and only the request could tell. */
function unsettled(error: unknown): RowEnd {
  return {
    outcome: 'unknown',
    code: codeOf(error),
    message: `Clearance was stopped while this was under way, and the request cannot be read now: ${wordsOf(error)}`,
    advice: 'Open the request to see what stands.',
  }
}

/** The act itself failed: turned away by Concur, never sent because Concur could not be had, or in doubt. */
function failed(error: unknown): RowEnd {
  if (!surelyUnsent(error))
    return {
      outcome: 'unknown',
      code: codeOf(error),
      message: wordsOf(error),
      advice: 'Open the request to see what stands.',
    }
  if (error instanceof ConcurSessionExpired) return unread(error)
  return {
    outcome: 'refused',
    code: codeOf(error),
    message: wordsOf(error),
    advice: 'Open the request to see what stands.',
  }
}

function codeOf(error: unknown): string {
  return error instanceof ConcurError ? error.name : 'internal'
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
