import type { Context } from '#lib/context.ts'
import { type ReportSummary, reportSummary } from '#lib/contracts/reports.ts'
import { type Finding, findingsOf, reportsWrittenSince } from './findings.ts'
import { ownScan } from './own-scan.ts'

/**
 * What an earlier scan found on those of these reports that have the same last change, and on which nobody here wrote since. Concur
 * documents that date for the header: a change below it may not move it, so whoever wants to be sure scans without `since`.
 */
export async function unchangedSince(
  context: Context,
  since: string,
  reports: readonly { row: number; report: ReportSummary }[],
): Promise<Finding[]> {
  const earlier = await ownScan(context, since)
  const found = new Map(
    (await findingsOf(context.db, earlier.id)).map((finding) => {
      const report = reportSummary.parse(finding.item)
      return [report.reportId, { ...finding, modifiedAt: report.modifiedAt }]
    }),
  )
  const written = await reportsWrittenSince(context.db, earlier.createdAt)
  return reports.flatMap(({ row, report }) => {
    const { modifiedAt, exceptions, readAt } = found.get(report.reportId) ?? {}
    const isSame = modifiedAt && modifiedAt.raw === report.modifiedAt?.raw
    return isSame && exceptions && readAt && !written.has(report.reportId)
      ? [{ row, exceptions, readAt }]
      : []
  })
}
