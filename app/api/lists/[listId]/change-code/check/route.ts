import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { checkCodeChange } from '#lib/lists/check-code-change.ts'

export const POST = route(contract.checkCodeChange, (context, { params, body }) =>
  checkCodeChange(context, params.listId, body),
)
