import { signOutEverywhere } from '#lib/auth/sign-out-everywhere.ts'
import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/me.ts'

export const POST = route(contract.signOutEverywhere, (context) => signOutEverywhere(context))
