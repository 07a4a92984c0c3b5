import { route } from '#lib/bff/route.ts'
import { readJob } from '#lib/contracts/jobs.ts'
import { ownJob } from '#lib/jobs/own-job.ts'
import { presentJob } from '#lib/jobs/read-jobs.ts'

export const GET = route(readJob, async (context, { params }) =>
  presentJob(context.db, await ownJob(context, params.jobId)),
)
