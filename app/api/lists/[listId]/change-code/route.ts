import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { changeCode } from '#lib/lists/change-code.ts'

export const POST = route(contract.changeCode, (context, { params, body }) =>
  changeCode(context, params.listId, body),
)
