import type { Context } from '#lib/context.ts'
import type { EndedJob } from '#lib/jobs/job-kind.ts'
import { retryTitle, unfinishedRows } from '#lib/jobs/unfinished-rows.ts'
import { compareWithList } from './compare-with-list.ts'
import { batchItem, listBatchInput } from './list-batch-input.ts'
import type { CheckedRow } from './list-rows.ts'
import { listJob } from './start-list-batch.ts'

/**
 * Checks what did not end as done against the list of today and sends it again, under the row numbers of the file. What nobody knew the
 * end of is among it: if it did arrive, the check now sees it. Not so a second row of the same codes: without the first one beside it
 * the check would let it pass, and it would undo what the first one did.
 */
export async function retryListBatch(context: Context, job: EndedJob): Promise<string | null> {
  const { list, operation } = listBatchInput.parse(job.input)
  const unfinished = await unfinishedRows(context.db, job.jobId, ['refused', 'unknown', 'not-sent'])
  const left = unfinished.filter(({ code }) => code !== 'duplicate-in-file')
  if (left.length === 0) return null
  const items = left.map(({ item }) => batchItem.parse(item))
  const compared = await compareWithList(context, list.id, { operation, items })
  const rows = compared.rows.map((row): CheckedRow => ({ ...row, row: left[row.row - 1]?.row ?? row.row }))
  return context.jobs.start(
    context.person.id,
    listJob(context, compared.list, operation, retryTitle(job.title), rows),
  )
}
