import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { startScan as endpoint } from '#lib/contracts/exceptions.ts'
import type { ReportFilter, ReportSummary } from '#lib/contracts/reports.ts'
import { searchReports } from '#lib/search-reports.ts'
import { ownScan } from './own-scan.ts'
import { SCAN_EXCEPTIONS, type ScanInput } from './scan-input.ts'

/** 50 calls of the search. */
const MOST_REPORTS = 5_000

/** Searches all pages, then starts a job with a row for each report. */
export async function startScan(
  context: Context,
  { filter = {}, since }: z.output<typeof endpoint.body>,
): Promise<{ jobId: string }> {
  if (since) await ownScan(context, since)
  const { reports, allOwners, truncated } = await allReports(context, filter)
  const input: ScanInput = { filter, since, allOwners, truncated }
  return {
    jobId: await context.jobs.start(context.person.id, {
      kind: SCAN_EXCEPTIONS,
      title: titleOf(reports.length, truncated),
      input,
      steps: [{ rows: reports.map((report, index) => ({ row: index + 1, item: report })) }],
    }),
  }
}

async function allReports(context: Context, filter: ReportFilter) {
  // A page that changes under the search can bring a report twice.
  const reports = new Map<string, ReportSummary>()
  let allOwners = true
  let cursor: string | undefined
  do {
    const page = await searchReports(context, filter, { cursor })
    for (const report of page.items) reports.set(report.reportId, report)
    allOwners = page.allOwners
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && reports.size < MOST_REPORTS)
  return { reports: [...reports.values()], allOwners, truncated: cursor !== undefined }
}

function titleOf(count: number, truncated: boolean): string {
  const first = truncated ? 'the first ' : ''
  return `Look for exceptions on ${first}${count.toLocaleString('en-GB')} ${count === 1 ? 'report' : 'reports'}`
}
