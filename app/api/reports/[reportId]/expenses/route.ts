import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/reports.ts'
import { listExpenses } from '#lib/reports/list-expenses.ts'

export const GET = route(contract.listExpenses, (context, { params }) =>
  listExpenses(context, params.reportId),
)
