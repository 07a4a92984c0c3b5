import type { Context } from '#lib/context.ts'
import { toCsv } from '#lib/contracts/csv.ts'
import type { RowOutcome } from '#lib/contracts/jobs.ts'
import { ownJob } from './own-job.ts'
import { rowsOf } from './read-jobs.ts'

const PAGE = 1_000
const NOT_DONE: RowOutcome[] = ['refused', 'unknown', 'not-sent']

/**
 * The rows that did not end as done: the columns that the kind of job imports, then what happened to each row, so that the file
 * can be mended and imported again as it is. Page by page, so that a large file never stands in memory whole.
 */
export async function failedCsv(context: Context, jobId: string): Promise<ReadableStream<Uint8Array>> {
  const job = await ownJob(context, jobId)
  const columns = context.jobs.columnsOf(job)
  const encoder = new TextEncoder()
  // A byte order mark, so that Excel reads names beyond ASCII.
  let head = `\ufeff${toCsv([[...columns.head, 'Row', 'Outcome', 'Code', 'Message', 'Advice']])}`
  let cursor: string | undefined
  return new ReadableStream({
    async pull(controller) {
      const page = await rowsOf(context.db, job.id, { outcome: NOT_DONE, cursor, limit: PAGE })
      const rows = page.items.map(({ item, row, outcome, code = '', message = '', advice = '' }) => [
        ...columns.cells(item),
        row,
        outcome,
        code,
        message,
        advice,
      ])
      controller.enqueue(encoder.encode(head + toCsv(rows)))
      head = ''
      if (page.nextCursor === null) controller.close()
      else cursor = page.nextCursor
    },
  })
}
