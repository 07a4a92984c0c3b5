import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { readList } from '#lib/lists/read-list.ts'

export const GET = route(contract.readList, (context, { params }) => readList(context, params.listId))
