import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { decideInBulk as endpoint } from '#lib/contracts/requests.ts'
import { BULK_DECISION, type BulkDecisionItem } from './bulk-decision.job.ts'

/** Starts one job for many requests; a key that comes twice is decided once. */
export async function decideInBulk(
  context: Context,
  bulk: z.output<typeof endpoint.body>,
): Promise<{ jobId: string }> {
  const { action, comment } = bulk
  const seen = new Set(bulk.exceptionsSeen)
  const items: BulkDecisionItem[] = [...new Set(bulk.requestKeys)].map((requestKey) => ({
    requestKey,
    version: bulk.versions[requestKey],
    exceptionsSeen: seen.has(requestKey),
  }))
  const title = `${action === 'approve' ? 'Approve' : 'Send back'} ${items.length} ${items.length === 1 ? 'request' : 'requests'}`
  return {
    jobId: await context.jobs.start(context.person.id, {
      kind: BULK_DECISION,
      title,
      input: { action, comment },
      steps: [{ rows: items.map((item, index) => ({ row: index + 1, item: { ...item } })) }],
    }),
  }
}
