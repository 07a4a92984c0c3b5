import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { readLatestScan } from '#lib/exceptions/read-latest-scan.ts'

export const GET = route(contract.readLatestScan, (context) => readLatestScan(context))
