import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { startScan } from '#lib/exceptions/start-scan.ts'

export const POST = route(contract.startScan, (context, { body }) => startScan(context, body))
