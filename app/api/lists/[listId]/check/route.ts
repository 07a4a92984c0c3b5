import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { checkListRows } from '#lib/lists/check-list-rows.ts'

export const POST = route(contract.checkListRows, (context, { params, body }) =>
  checkListRows(context, params.listId, body),
)
