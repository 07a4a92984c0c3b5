import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { listItems } from '#lib/lists/list-items.ts'

export const GET = route(contract.listItems, (context, { params, query }) =>
  listItems(context, params.listId, query),
)
