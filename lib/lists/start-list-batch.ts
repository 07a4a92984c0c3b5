import type { z } from 'zod'
import type { ConcurList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { startListBatch as endpoint, ListOperation } from '#lib/contracts/lists.ts'
import type { NewJob, NewRow } from '#lib/jobs/create-job.ts'
import type { RowEnd } from '#lib/jobs/job-kind.ts'
import { compareWithList, type WantedChange } from './compare-with-list.ts'
import { LIST_BATCH } from './list-batch-input.ts'
import type { CheckedRow } from './list-rows.ts'
import { planBatches } from './plan-batches.ts'

/** Checks the rows, plans their batches and starts them as one job. Rows with a problem are in it with their reason and are not sent. */
export async function startListBatch(
  context: Context,
  listId: string,
  body: z.output<typeof endpoint.body>,
): Promise<{ jobId: string }> {
  const { list, rows } = await compareWithList(context, listId, body)
  const title = titleOf(list, body, rows)
  return {
    jobId: await context.jobs.start(context.person.id, listJob(context, list, body.operation, title, rows)),
  }
}

/** The job that does what the check found. */
export function listJob(
  context: Context,
  list: ConcurList,
  operation: ListOperation,
  title: string,
  rows: CheckedRow[],
): NewJob {
  return {
    kind: LIST_BATCH,
    title,
    input: { list, operation },
    listId: list.id,
    lane: laneOf(context, list.id),
    steps: planBatches(rows).map((batch) => ({ operation: batch.type, rows: batch.rows.map(newRow) })),
    heldBack: rows.flatMap(heldBack),
  }
}

/** Batches of one list go to Concur one at a time, whoever sends them. */
export function laneOf(context: Context, listId: string): string {
  return `list ${context.person.companyId} ${listId}`
}

export function newRow({ row, item }: Pick<CheckedRow, 'row' | 'item'>): NewRow {
  return { row, item: { ...item } }
}

function heldBack(row: CheckedRow): (NewRow & RowEnd)[] {
  if (row.does === 'unchanged')
    return [
      {
        ...newRow(row),
        outcome: 'done',
        code: 'unchanged',
        message: 'Nothing to do: the list holds it already.',
      },
    ]
  const [problem] = row.problems
  if (row.does !== 'problem' || !problem) return []
  const { code, message, advice } = problem
  return [{ ...newRow(row), outcome: 'not-sent', code, message, advice }]
}

const toList: Record<ListOperation, (what: string, list: string) => string> = {
  create: (what, list) => `Add ${what} to ${list}`,
  update: (what, list) => `Update ${what} in ${list}`,
  delete: (what, list) => `Delete ${what} from ${list}`,
  merge: (_, list) => `Import into ${list}`,
}

function titleOf(
  list: ConcurList,
  { operation, source }: WantedChange & { source?: string },
  rows: CheckedRow[],
): string {
  const [first] = rows
  const what =
    rows.length === 1 && first
      ? `“${first.item.name || first.item.codes.join(' / ')}”`
      : `${rows.length.toLocaleString('en-GB')} items`
  const title = toList[operation](what, list.name)
  return source ? `${title}: ${source}` : title
}
