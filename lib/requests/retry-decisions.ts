import type { Context } from '#lib/context.ts'
import type { EndedJob } from '#lib/jobs/job-kind.ts'
import { retryTitle, unfinishedRows } from '#lib/jobs/unfinished-rows.ts'

/**
 * Decides again what was refused or never sent. What nobody knows the end of is left out: a second send-back could hit a request
 * that came round again, so a person looks first.
 */
export async function retryDecisions(context: Context, job: EndedJob): Promise<string | null> {
  const { jobId, kind, title, input } = job
  const rows = await unfinishedRows(context.db, jobId, ['refused', 'not-sent'])
  if (rows.length === 0) return null
  return context.jobs.start(context.person.id, { kind, title: retryTitle(title), input, steps: [{ rows }] })
}
