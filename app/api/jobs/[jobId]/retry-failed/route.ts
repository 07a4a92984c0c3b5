import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/jobs.ts'
import { retryFailed } from '#lib/jobs/retry-failed.ts'

export const POST = route(contract.retryFailed, (context, { params }) => retryFailed(context, params.jobId))
