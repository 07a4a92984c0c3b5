import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { jobSteps, jobs } from '#lib/db/schema.ts'
import type { RowEnd } from './job-kind.ts'
import type { JobQueue } from './job-queue.ts'

export interface NewRow {
  row: number
  item: Record<string, unknown>
}

export interface NewJob {
  kind: string
  title: string
  input: unknown
  listId?: string
  /** Jobs of one lane send their steps one at a time. */
  lane?: string
  steps: { operation?: string; rows: NewRow[] }[]
  /** Rows that are not to be sent, `done` or `not-sent`, with the reason. */
  heldBack?: (NewRow & RowEnd)[]
}

/** Stores the job with all its rows and puts it in the queue: all of it or nothing. */
export async function createJob(
  db: Db,
  queue: JobQueue,
  personId: string,
  job: NewJob,
  at: Date,
): Promise<string> {
  const { kind, title, input, listId, lane } = job
  const heldBack = job.heldBack ?? []
  const ticket = randomUUID()
  return db.transaction(async (tx) => {
    const [created] = await tx
      .insert(jobs)
      .values({
        kind,
        title,
        input,
        listId,
        lane,
        personId,
        ticket,
        state: 'queued',
        turnAt: at,
        createdAt: at,
      })
      .returning({ id: jobs.id })
    if (!created) throw new Error('The database returned no job.')
    const jobId = created.id
    const steps = job.steps.map(({ operation, rows }, index) => ({
      jobId,
      index: index + 1,
      operation,
      state: 'queued' as const,
      total: rows.length,
    }))
    const done = heldBack.filter(({ outcome }) => outcome === 'done').length
    const total = heldBack.length
    await tx
      .insert(jobSteps)
      .values([...steps, { jobId, index: 0, state: 'done', total, succeeded: done, notSent: total - done }])
    for (const [index, { rows }] of job.steps.entries())
      await insertRows(tx, jobId, index + 1, rows.map(pending))
    await insertRows(tx, jobId, 0, heldBack)
    await queue.send(tx, kind, { jobId, ticket })
    return jobId
  })
}

const pending = (row: NewRow) => ({ ...row, outcome: 'pending' })

const ROWS_AT_ONCE = 2_000

/** One parameter of JSON a go: 6 times as fast as a parameter for every value, with 12,000 rows. */
async function insertRows(db: Db, jobId: string, step: number, rows: object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await setImmediate()
    const given = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))
    await db.execute(sql`
      insert into job_rows (job_id, step, "row", item, outcome, code, message, advice)
      select ${jobId}::uuid, ${step}::integer, "row", item, outcome, code, message, advice
      from jsonb_to_recordset(${given}::jsonb)
        as given("row" integer, item jsonb, outcome text, code text, message text, advice text)`)
  }
}
