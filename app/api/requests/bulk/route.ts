import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/requests.ts'
import { decideInBulk } from '#lib/requests/decide-in-bulk.ts'

export const POST = route(contract.decideInBulk, (context, { body }) => decideInBulk(context, body))
