import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/exceptions.ts'
import { readScan } from '#lib/exceptions/read-scan.ts'

export const GET = route(contract.readScan, (context, { params }) => readScan(context, params.jobId))
