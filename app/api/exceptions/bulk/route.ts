import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { clearInBulk } from '#lib/exceptions/clear-in-bulk.ts'

export const POST = route(contract.clearInBulk, (context, { body }) => clearInBulk(context, body))
