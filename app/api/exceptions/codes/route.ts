import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { listSeenCodes } from '#lib/exceptions/list-seen-codes.ts'

export const GET = route(contract.listSeenCodes, (context) => listSeenCodes(context))
