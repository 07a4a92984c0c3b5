import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { addException } from '#lib/exceptions/add-exception.ts'
import { listExceptions } from '#lib/exceptions/list-exceptions.ts'

export const GET = route(contract.listReportExceptions, (context, { params, query }) =>
  listExceptions(context, params, query),
)
export const PUT = route(contract.addReportException, (context, { params, body }) =>
  addException(context, params, body),
)
