import { z } from 'zod'
import { ConcurError, ConcurSessionExpired } from '#lib/concur/errors.ts'
import type { Context } from '#lib/context.ts'
import type { Outcome } from '#lib/contracts/values.ts'
import { pauseFor } from '#lib/jobs/after-failure.ts'
import type { EndedJob, FileColumns, JobKind, PendingRow, RowEnd } from '#lib/jobs/job-kind.ts'
import { retryTitle, unfinishedRows } from '#lib/jobs/unfinished-rows.ts'
import { Refusal } from '#lib/refusal.ts'
import { surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { clearException } from './clear-exception.ts'
import { placeOf } from './place.ts'

export const CLEAR_EXCEPTIONS = 'clear-exceptions'

const clearInput = z.object({ reason: z.string() })

const clearItem = z.object({
  reportId: z.string(),
  expenseId: z.string().optional(),
  allocationId: z.string().optional(),
  exceptionCode: z.string(),
  reportName: z.string().optional(),
  message: z.string().optional(),
})

/** Clear many across reports: one step whose rows are cleared one by one. */
export const clearExceptionsJob: JobKind<Context> = {
  kind: CLEAR_EXCEPTIONS,
  jobsAtOnce: 4,
  // Concur throttles by company: whoever clears in bulk must not lock the others out.
  rowsAtOnce: 4,
  adviceWhenUnknown: 'Open the report to see what stands.',
  runStep: (run) => {
    const { reason } = clearInput.parse(run.input)
    return run.eachRow((row) => clearRow(run.context, run.jobId, reason, row))
  },
  columns: () => clearedColumns,
  retry: retryClearings,
}

async function clearRow(
  context: Context,
  jobId: string,
  reason: string,
  { item, startedAt }: PendingRow,
): Promise<RowEnd> {
  const { exceptionCode, reportName, message, ...ids } = clearItem.parse(item)
  const clearing = { place: placeOf(ids), exceptionCode, reason, reportName, message, jobId }
  try {
    const ended = await clearException(context, { ...clearing, startedAt: startedAt ?? undefined })
    const { outcome, alreadyCleared } = ended
    const code = outcome === 'done' ? undefined : outcome
    return {
      outcome,
      code: alreadyCleared ? 'already-cleared' : code,
      message: ended.message,
      advice: adviceFor(outcome),
    }
  } catch (error) {
    const pause = surelyUnsent(error) ? pauseFor(error, context.now()) : null
    if (pause) throw pause
    return failed(error)
  }
}

function adviceFor(outcome: Outcome): string | undefined {
  return outcome === 'done' ? undefined : 'Open the report to see what stands before you repeat it.'
}

/** Turned away by Concur, never sent because Concur could not be had, or in doubt. */
function failed(error: unknown): RowEnd {
  const message = wordsOf(error)
  if (error instanceof ConcurSessionExpired)
    return { outcome: 'not-sent', code: error.name, message, advice: 'Sign in again, then retry.' }
  const outcome = surelyUnsent(error) ? 'refused' : 'unknown'
  return { outcome, code: codeOf(error), message, advice: adviceFor(outcome) }
}

function codeOf(error: unknown): string {
  if (error instanceof Refusal) return error.code
  return error instanceof ConcurError ? error.name : 'internal'
}

/** Clearing again is harmless, since only what still stands there is deleted: what is in doubt is tried again too. */
async function retryClearings({ db, jobs, person }: Context, job: EndedJob): Promise<string | null> {
  const { jobId, kind, title, input } = job
  const rows = await unfinishedRows(db, jobId, ['refused', 'not-sent', 'unknown'])
  if (rows.length === 0) return null
  return jobs.start(person.id, { kind, title: retryTitle(title), input, steps: [{ rows }] })
}

const clearedColumns: FileColumns = {
  head: ['Report ID', 'Report', 'Expense ID', 'Allocation ID', 'Exception', 'What it says'],
  cells(item) {
    const { reportId, reportName, expenseId, allocationId, exceptionCode, message } = clearItem.parse(item)
    return [reportId, reportName ?? '', expenseId ?? '', allocationId ?? '', exceptionCode, message ?? '']
  },
}
