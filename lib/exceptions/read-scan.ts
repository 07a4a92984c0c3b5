import type { Context } from '#lib/context.ts'
import type { Scan } from '#lib/contracts/exceptions.ts'
import { reportSummary } from '#lib/contracts/reports.ts'
import type { StoredJob } from '#lib/jobs/job-store.ts'
import { presentJob } from '#lib/jobs/read-jobs.ts'
import { clearedSince, type FoundOnReport, findingsOf } from './findings.ts'
import { ownScan } from './own-scan.ts'
import { exceptionKey, placeOf } from './place.ts'
import { scanInput } from './scan-input.ts'

export async function readScan(context: Context, jobId: string): Promise<Scan> {
  return presentScan(context, await ownScan(context, jobId))
}

/** What a scan found so far, by the order of the search, without what was cleared here after it was read. */
export async function presentScan({ db }: Context, scan: StoredJob): Promise<Scan> {
  const { filter, allOwners, truncated } = scanInput.parse(scan.input)
  const { counts } = await presentJob(db, scan)
  const found = await findingsOf(db, scan.id)
  const cleared = await clearedSince(db, earliest(found, scan.createdAt))
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
    items: found.map(({ item, exceptions, readAt }) => {
      const report = reportSummary.parse(item)
      return {
        ...report,
        exceptions: exceptions.filter((exception) => {
          const key = exceptionKey(
            placeOf({ ...exception, reportId: report.reportId }),
            exception.exceptionCode,
          )
          return !((cleared.get(key)?.getTime() ?? 0) > readAt.getTime())
        }),
        readAt: readAt.toISOString(),
      }
    }),
  }
}

/** What a scan took from one before was read before it began. */
const earliest = (found: readonly FoundOnReport[], startedAt: Date) =>
  new Date(found.reduce((least, { readAt }) => Math.min(least, readAt.getTime()), startedAt.getTime()))
