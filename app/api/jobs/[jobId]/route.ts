import { route } from '#lib/bff/route.ts'
import { readJob } from '#lib/contracts/jobs.ts'
import { presentJob } from '#lib/jobs/job-store.ts'
import { ownJob } from '#lib/jobs/own-job.ts'

export const GET = route(readJob, async (context, { params }) =>
  presentJob(context.db, await ownJob(context, params.jobId)),
)
