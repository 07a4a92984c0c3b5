import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { clearInBulk as endpoint } from '#lib/contracts/exceptions.ts'
import { CLEAR_EXCEPTIONS } from './clear-exceptions.job.ts'
import { exceptionKey, placeOf } from './place.ts'

type Bulk = z.output<typeof endpoint.body>

/** Starts one job for many exceptions; one that comes twice is cleared once. */
export async function clearInBulk(context: Context, { reason, items }: Bulk): Promise<{ jobId: string }> {
  const once = [
    ...new Map(items.map((item) => [exceptionKey(placeOf(item), item.exceptionCode), item])).values(),
  ]
  return {
    jobId: await context.jobs.start(context.person.id, {
      kind: CLEAR_EXCEPTIONS,
      title: titleOf(once),
      input: { reason },
      steps: [{ rows: once.map((item, index) => ({ row: index + 1, item })) }],
    }),
  }
}

function titleOf(items: Bulk['items']): string {
  const codes = new Set(items.map(({ exceptionCode }) => exceptionCode))
  const reports = new Set(items.map(({ reportId }) => reportId)).size
  const what = codes.size === 1 ? [...codes].join() : `${items.length.toLocaleString('en-GB')} exceptions`
  return `Clear ${what} on ${reports.toLocaleString('en-GB')} ${reports === 1 ? 'report' : 'reports'}`
}
