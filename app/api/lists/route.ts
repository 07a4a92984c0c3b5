import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/lists.ts'
import { listLists } from '#lib/lists/list-lists.ts'

export const GET = route(contract.listLists, (context) => listLists(context))
