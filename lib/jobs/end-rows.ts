import { sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { type Claim, change } from './claim-job.ts'
import type { RowEnd } from './job-kind.ts'

export function endRows(db: Db, claim: Claim, ends: (RowEnd & { row: number })[]): Promise<void> {
  return change(db, claim, (tx, revision) => storeEnds(tx, claim.jobId, revision, ends))
}

/** What was only read has no end once the job was stopped: its rows ended with it. @throws JobStopped */
export function endReadRows(db: Db, claim: Claim, ends: (RowEnd & { row: number })[]): Promise<void> {
  return change(db, claim, (tx, revision) => storeEnds(tx, claim.jobId, revision, ends), {
    whileRunning: true,
  })
}

/**
 * Rows that ended alike are one statement, found by their numbers. Joined with a list of ends instead, Postgres compares each end
 * with each row of the job as long as it has no statistics of it: 5 s for a batch of 1000 in a job of 12,000, against 60 ms.
 */
async function storeEnds(
  tx: Db,
  jobId: string,
  revision: number,
  ends: (RowEnd & { row: number })[],
): Promise<void> {
  const alike = Map.groupBy(ends, ({ row: _, ...end }) => JSON.stringify(end))
  for (const [first, ...others] of alike.values()) {
    if (!first) continue
    const { outcome, code = null, message, advice = null, item = {} } = first
    const rows = `{${[first, ...others].map(({ row }) => row).join(',')}}`
    await tx.execute(sql`
      with ended as (
        update job_rows set outcome = ${outcome}, code = ${code}, message = ${message}, advice = ${advice},
          item = item || ${JSON.stringify(item)}::jsonb, revision = ${revision}
        where job_id = ${jobId}::uuid and "row" = any(${rows}::integer[]) and outcome = 'pending'
        returning step, outcome
      )
      ${countInto(jobId, revision)}`)
  }
}

/** Adds what `ended` holds to the counts of its steps: progress is counted where it is stored. */
export function countInto(jobId: string, revision: number) {
  return sql`
    update job_steps set succeeded = succeeded + done, failed = failed + refused, "unknown" = job_steps."unknown" + doubtful,
      not_sent = not_sent + unsent, revision = ${revision}
    from (
      select step, count(*) filter (where outcome = 'done') as done, count(*) filter (where outcome = 'refused') as refused,
        count(*) filter (where outcome = 'unknown') as doubtful, count(*) filter (where outcome = 'not-sent') as unsent
      from ended group by step
    ) as counts
    where job_steps.job_id = ${jobId}::uuid and job_steps.index = counts.step`
}
