import { route } from '#lib/bff/route.ts'
import * as contract from '#lib/contracts/jobs.ts'
import { cancelJob } from '#lib/jobs/cancel-job.ts'

export const POST = route(contract.cancelJob, (context, { params }) => cancelJob(context, params.jobId))
