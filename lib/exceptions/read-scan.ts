import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { readScan as endpoint } from '#lib/contracts/exceptions.ts'
import { reportSummary } from '#lib/contracts/reports.ts'
import { presentJob } from '#lib/jobs/read-jobs.ts'
import { findingsOf } from './findings.ts'
import { ownScan } from './own-scan.ts'
import { scanInput } from './scan-input.ts'

/** What a scan found so far, by the order of the search. */
export async function readScan(context: Context, jobId: string): Promise<z.output<typeof endpoint.answer>> {
  const scan = await ownScan(context, jobId)
  const { filter, allOwners, truncated } = scanInput.parse(scan.input)
  const { counts } = await presentJob(context.db, scan)
  const found = await findingsOf(context.db, scan.id)
  return {
    jobId: scan.id,
    filter,
    startedAt: scan.createdAt.toISOString(),
    endedAt: scan.endedAt?.toISOString() ?? null,
    allOwners,
    truncated,
    counts: {
      reports: counts.total,
      read: counts.succeeded,
      failed: counts.failed + counts.unknown + counts.notSent,
    },
    items: found.map(({ item, exceptions, readAt }) => ({
      ...reportSummary.parse(item),
      exceptions,
      readAt: readAt.toISOString(),
    })),
  }
}
