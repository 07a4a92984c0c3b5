import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { listClearings } from '#lib/exceptions/list-clearings.ts'

export const GET = route(contract.listClearings, (context, { query }) => listClearings(context, query))
