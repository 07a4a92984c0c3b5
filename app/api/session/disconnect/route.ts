import { disconnect } from '#lib/auth/disconnect.ts'
import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/me.ts'

export const POST = route(contract.disconnect, (context) => disconnect(context))
