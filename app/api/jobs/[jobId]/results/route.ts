import { route } from '#lib/bff/route.ts'
import { readJobResults } from '#lib/contracts/jobs.ts'
import { ownJob } from '#lib/jobs/own-job.ts'
import { rowsOf } from '#lib/jobs/read-jobs.ts'

export const GET = route(readJobResults, async (context, { params, query }) =>
  rowsOf(context.db, (await ownJob(context, params.jobId)).id, query),
)
