import type { Context } from '#lib/context.ts'
import type { NewJob } from '#lib/jobs/create-job.ts'
import { type EndedJob, type JobKind, type StepRun, StopJob } from '#lib/jobs/job-kind.ts'
import { retryTitle, unfinishedRows } from '#lib/jobs/unfinished-rows.ts'
import { findRowsIn } from './find-rows.ts'
import { itemColumns } from './item-columns.ts'
import { sendBatch } from './list-batch.job.ts'
import { batchItem, CODE_CHANGE, codeChangeInput } from './list-batch-input.ts'
import type { PlannedBatch } from './list-rows.ts'
import { settleBatch } from './settle-batch.ts'
import { laneOf, newRow } from './start-list-batch.ts'

/** Deletes an item with what hangs below it, children first, then adds all of it under the new code, parents first. It stops at the first batch that is not all done. */
export const codeChangeJob: JobKind<Context> = {
  kind: CODE_CHANGE,
  jobsAtOnce: 2,
  rowsAtOnce: 1,
  adviceWhenUnknown: 'Look the item up in the list before you go on.',
  runStep: changeStep,
  columns: (input) => itemColumns(codeChangeInput.parse(input).list.levels),
  retry: goOn,
}

async function changeStep(run: StepRun<Context>): Promise<void> {
  const { list, from, to } = codeChangeInput.parse(run.input)
  await sendBatch(run, list)
  const undone = await unfinishedRows(run.context.db, run.jobId, ['refused', 'unknown'])
  if (undone.length === 0) return
  const [old, fresh] = [from.join(' / '), to.join(' / ')]
  throw new StopJob(
    'half-way',
    run.operation === 'delete'
      ? `${old} could not be deleted with all that hangs below it, so nothing was added under ${fresh}. The table says which items are gone and which still stand.`
      : `${old} is deleted, and not all of it was added under ${fresh}. The table says which items are in the list. Retry goes on from here.`,
  )
}

/** What is left of a change that stopped half-way, as the list stands now: in the same order, deletes before adds. */
async function goOn(context: Context, job: EndedJob): Promise<string | null> {
  const { list } = codeChangeInput.parse(job.input)
  const steps: PlannedBatch[] = []
  for (const type of ['delete', 'create'] as const) {
    const left = await unfinishedRows(context.db, job.jobId, ['refused', 'unknown', 'not-sent'], type)
    const rows = left.map(({ row, item }) => ({ row, item: batchItem.parse(item) }))
    const { again } = await settleBatch(type, rows, findRowsIn(context.concur, list.id))
    if (again.length > 0) steps.push({ type, rows: again })
  }
  if (steps.length === 0) return null
  const { title, input } = job
  return context.jobs.start(
    context.person.id,
    codeChangeJobOf(context, { title: retryTitle(title), input }, steps),
  )
}

export function codeChangeJobOf(
  context: Context,
  { title, input }: { title: string; input: unknown },
  batches: PlannedBatch[],
): NewJob {
  const { list } = codeChangeInput.parse(input)
  return {
    kind: CODE_CHANGE,
    title,
    input,
    listId: list.id,
    lane: laneOf(context, list.id),
    steps: batches.map(({ type, rows }) => ({ operation: type, rows: rows.map(newRow) })),
  }
}
