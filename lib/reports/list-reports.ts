import type { z } from 'zod'
import type { Context } from '#lib/context.ts'
import type { listReports as endpoint } from '#lib/contracts/reports.ts'
import { type ReportPage, searchReports } from '#lib/search-reports.ts'

export function listReports(
  context: Context,
  { cursor, limit, ...filter }: z.output<typeof endpoint.query>,
): Promise<ReportPage> {
  return searchReports(context, filter, { cursor, limit })
}
