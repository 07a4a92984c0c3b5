import { route } from '#lib/bff/route.ts'
import { listJobs } from '#lib/contracts/jobs.ts'
import { jobsOf } from '#lib/jobs/read-jobs.ts'

export const GET = route(listJobs, ({ db, person }, { query }) => jobsOf(db, person.id, query))
