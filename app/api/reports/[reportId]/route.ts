import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/reports.ts'
import { readReport } from '#lib/reports/read-report.ts'

export const GET = route(contract.readReport, (context, { params }) => readReport(context, params.reportId))
