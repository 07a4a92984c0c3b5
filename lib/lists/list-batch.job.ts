import { z } from 'zod'
import type { ActEnd } from '#lib/audit/audit-log.ts'
import { ConcurMalformed, ConcurTimeout, ConcurUnavailable } from '#lib/concur/errors.ts'
import { type ConcurList, type ListBatchType, postListBatch } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import { FIVE_MINUTES } from '#lib/jobs/after-failure.ts'
import { type JobKind, JobStopped, PauseJob, type RowEnd, type StepRun } from '#lib/jobs/job-kind.ts'
import { correlationIdOf, surelyUnsent, wordsOf } from '#lib/surely-unsent.ts'
import { findRowsIn } from './find-rows.ts'
import { itemColumns } from './item-columns.ts'
import { batchItem, LIST_BATCH, listBatchInput } from './list-batch-input.ts'
import type { BatchRow, BatchRowEnd, FindRows } from './list-rows.ts'
import { nameFailures } from './name-failures.ts'
import { retryListBatch } from './retry-list-batch.ts'
import { settleBatch } from './settle-batch.ts'

/** Any number of list items, a batch a step. */
export const listBatchJob: JobKind<Context> = {
  kind: LIST_BATCH,
  // Nearly all of their time they wait for Concur.
  jobsAtOnce: 8,
  rowsAtOnce: 1,
  adviceWhenUnknown: 'Look the item up in the list before you send it again.',
  runStep: (run) => sendBatch(run, listBatchInput.parse(run.input).list),
  columns: (input) => itemColumns(listBatchInput.parse(input).list.levels),
  retry: retryListBatch,
}

/** How long Concur may still be at work on a batch whose answer broke off. */
const BROKEN_OFF_MS = 15_000

const doneMessage: Record<ListBatchType, string> = {
  create: 'Concur confirmed that it was added.',
  update: 'Concur confirmed the update.',
  delete: 'Concur confirmed that it was deleted.',
}

/** One batch from its first sending to the end of its last row. A batch that was on its way when its process went away is settled first. */
export async function sendBatch(run: StepRun<Context>, list: ConcurList): Promise<void> {
  const type = z.enum(['create', 'update', 'delete']).parse(run.operation)
  const pending = (await run.pending()).map(({ row, item }) => ({ row, item: batchItem.parse(item) }))
  const rows = inBatchOrder(type, run.sentAt ? await stillToSend(run, list, type, pending) : pending)
  if (rows.length === 0) return
  await markSent(run, type, rows)

  const post = (some: readonly BatchRow[]) => {
    // Naming failures may take a hundred calls more: where Clearance is being stopped, the next process makes them.
    if (run.context.stopping.aborted) throw new JobStopped()
    return postAudited(run, list, type, some)
  }
  const result = await post(rows).catch(async (error: unknown) => {
    // What went out before may have had its effect after all, however surely this sending had none.
    if (surelyUnsent(error) && !run.sentAt) await run.markUnsent()
    throw error
  })
  const exists = findRowsIn(run.context.concur, list.id)
  await nameFailures(type, rows, result, {
    post,
    exists,
    onEnds: async (ends) => {
      const certain = run.sentAt ? await afterDoubt(type, rows, ends, exists) : ends
      await run.end(certain.map((end) => rowEnd(type, end)))
    },
  })
}

/**
 * A batch that was sent a second time may meet what its first sending did, late: Concur then says that the item exists already, or is
 * gone already. What the list says counts.
 */
async function afterDoubt(
  type: ListBatchType,
  rows: readonly BatchRow[],
  ends: readonly BatchRowEnd[],
  exists: FindRows,
): Promise<BatchRowEnd[]> {
  const refused = new Set(ends.filter(({ outcome }) => outcome === 'refused').map(({ row }) => row))
  if (refused.size === 0) return [...ends]
  const settled = await settleBatch(
    type,
    rows.filter(({ row }) => refused.has(row)),
    exists,
  )
  const done = new Map(settled.ends.map((end) => [end.row, end]))
  return ends.map((end) => done.get(end.row) ?? end)
}

/** What stands of the batch is read back; what is settled by that has its end. */
async function stillToSend(
  run: StepRun<Context>,
  list: ConcurList,
  type: ListBatchType,
  pending: BatchRow[],
): Promise<BatchRow[]> {
  const { ends, again } = await settleBatch(type, pending, findRowsIn(run.context.concur, list.id))
  await settleCall(run, list, type, {
    outcome: again.length === 0 ? 'done' : 'unknown',
    message: `Clearance was stopped before the answer was stored; ${type === 'update' ? 'the rows are sent again' : `read back, ${ends.length} of ${pending.length} rows had their effect`}.`,
  })
  await run.end(ends.map((end) => ({ ...rowEnd(type, end), message: 'Read back: the list says so.' })))
  return again
}

/** The call that was out when its process went away ends in the audit log too. */
async function settleCall(run: StepRun<Context>, list: ConcurList, verb: ListBatchType, end: ActEnd) {
  const { context, jobId, sentAt: since } = run
  if (!since) return
  const mark = { verb, objectKey: list.id, personId: context.person.id, jobId, since }
  const call = await context.audit.earlier(mark)
  if (call && 'open' in call) await call.open.settle(end)
}

async function markSent(run: StepRun<Context>, type: ListBatchType, rows: BatchRow[]): Promise<void> {
  try {
    await run.markSent()
  } catch (error) {
    // Read back a moment ago, so of a create or delete it is known that these had no effect.
    if (error instanceof JobStopped && run.sentAt && type !== 'update')
      await run.end(rows.map(({ row }) => ({ row, ...stoppedBefore })))
    throw error
  }
}

const stoppedBefore: RowEnd = {
  outcome: 'not-sent',
  code: 'cancelled',
  message: 'Stopped. Read back, this had no effect on the list.',
}

/** Parents first where items are added, children first where they are deleted: inside a batch Concur goes by the order. */
function inBatchOrder(type: ListBatchType, rows: BatchRow[]): BatchRow[] {
  if (type === 'update') return rows
  const down = type === 'create' ? 1 : -1
  return rows.toSorted((one, other) => down * (one.item.codes.length - other.item.codes.length))
}

/** One call to Concur with an attempt and an outcome in the audit log; the rows of it are in the job. */
async function postAudited(
  run: StepRun<Context>,
  list: ConcurList,
  type: ListBatchType,
  rows: readonly BatchRow[],
) {
  const { context, jobId, index } = run
  const act = await context.audit.attempt({
    verb: type,
    object: { kind: 'list', key: list.id, label: list.name },
    message: `Batch ${index}: ${described(rows)}`,
    jobId,
  })
  try {
    const result = await postListBatch(
      context.concur,
      list,
      type,
      rows.map(({ item }) => item),
    )
    const { succeeded, failed, correlationId } = result
    const outcome = succeeded + failed !== rows.length ? 'unknown' : failed === 0 ? 'done' : 'refused'
    await act.settle({ outcome, message: `${succeeded} succeeded, ${failed} failed.`, correlationId })
    return result
  } catch (error) {
    const unsent = surelyUnsent(error)
    await act.settle({
      outcome: unsent ? 'refused' : 'unknown',
      message: wordsOf(error),
      correlationId: correlationIdOf(error),
    })
    throw unsent ? error : (doubt(error, context.now()) ?? error)
  }
}

function described(rows: readonly BatchRow[]): string {
  const [first] = rows
  if (rows.length > 1 || !first) return `${rows.length} items`
  return [first.item.codes.join(' / '), first.item.name].filter(Boolean).join(', ')
}

/** The batch may have arrived: it is settled by reading, once Concur has had its time. */
function doubt(error: unknown, now: Date): PauseJob | null {
  if (error instanceof ConcurTimeout)
    return new PauseJob(
      new Date(now.getTime() + FIVE_MINUTES),
      'Concur gave no answer to a batch within a minute. After a rest the list is read back.',
      { cause: error },
    )
  if (error instanceof ConcurUnavailable && error.httpStatus === 503)
    return new PauseJob(
      new Date(now.getTime() + Math.max(error.retryAfterMs ?? 0, FIVE_MINUTES)),
      'Concur is not available. After a rest the list is read back.',
      { cause: error },
    )
  const until = new Date(now.getTime() + BROKEN_OFF_MS)
  if (error instanceof ConcurMalformed)
    return new PauseJob(
      until,
      'Concur’s answer to a batch cannot be read. The list is read back in a moment.',
    )
  if (surelyUnsent(error)) return null
  return new PauseJob(until, 'The answer to a batch broke off. The list is read back in a moment.', {
    cause: error,
  })
}

function rowEnd(type: ListBatchType, end: BatchRowEnd): RowEnd & { row: number } {
  if (end.outcome === 'done') return { ...end, message: doneMessage[type] }
  return end
}
