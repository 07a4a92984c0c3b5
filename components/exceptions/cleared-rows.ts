import type { QueryClient } from '@tanstack/react-query'
import type { ReportException } from '#lib/contracts/exceptions.ts'
import type { JobRow } from '#lib/contracts/jobs.ts'
import { placeKey } from './exception-place.ts'
import { latestScanOptions, reportExceptionsOptions } from './exceptions.queries.ts'

/** What Concur confirmed as cleared is gone from the scan at once; the reports themselves are read anew when they are opened. */
export function forgetCleared(client: QueryClient, rows: readonly JobRow[]): void {
  const cleared = new Set(rows.filter(({ outcome }) => outcome === 'done').map(addressOf))
  const left = (reportId: string, exceptions: readonly ReportException[]) =>
    exceptions.filter((each) => !cleared.has(`${reportId}/${placeKey(each)}/${each.exceptionCode}`))
  client.setQueryData(
    latestScanOptions().queryKey,
    (scan) =>
      scan && {
        ...scan,
        items: scan.items.map((report) => ({
          ...report,
          exceptions: left(report.reportId, report.exceptions),
        })),
      },
  )
  for (const reportId of new Set(rows.map(({ item }) => text(item.reportId))))
    if (reportId !== null)
      void client.invalidateQueries({ queryKey: reportExceptionsOptions(reportId).queryKey })
}

function addressOf({ item }: JobRow): string {
  const place = { expenseId: text(item.expenseId), allocationId: text(item.allocationId) }
  return `${text(item.reportId)}/${placeKey(place)}/${text(item.exceptionCode)}`
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
