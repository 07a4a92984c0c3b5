import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/reports.ts'
import { listReports } from '#lib/reports/list-reports.ts'

export const GET = route(contract.listReports, (context, { query }) => listReports(context, query))
