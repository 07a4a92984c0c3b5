import { and, asc, eq, gt, lte, ne, sql } from 'drizzle-orm'
import type { JobEventName, JobEventOf } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows, jobSteps } from '#lib/db/schema.ts'
import type { JobChanges } from './job-changes.ts'
import { findJob, type StoredJob } from './job-store.ts'
import { presentJob, presentRow, presentStep } from './read-jobs.ts'

/** How far a reader has come: all of the revisions before `revision`, and of that one the rows up to `row`. */
export interface Position {
  revision: number
  row: number
}

export type JobEvent = {
  [Name in JobEventName]: { name: Name; data: JobEventOf<Name>; id?: string }
}[JobEventName]

const ROWS_AN_EVENT = 200
/**
 * Without statistics, which an embedded Postgres never has, each reading sorts all that is left: 200,000 rows that end at once
 * took 46 s two hundred at a time, and take 9 s so.
 */
const ROWS_A_READING = 5_000
/** Rows that end at almost the same moment travel together; far below what a person sees as a delay. */
const GATHER_MS = 40
/** Often enough that proxies keep the connection, and that a session which ended is noticed. */
const SILENCE_MS = 15_000
const ALL_ROWS = Number.MAX_SAFE_INTEGER

/** `Last-Event-ID` or `after`: "17" is all of revision 17, "17.200" its rows up to 200. */
export function readPosition(text: string | null): Position | null {
  const [, revision, row] = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text ?? '') ?? []
  if (revision === undefined) return null
  return { revision: Number(revision), row: row === undefined ? ALL_ROWS : Number(row) }
}

/**
 * What is stored about a job from a position on, then whatever follows, until the job has ended or the signal says stop. Undefined is a sign
 * of life. It reads the database when told of a change and is silent otherwise.
 */
export async function* jobEvents(
  { db, changes }: { db: Db; changes: JobChanges },
  job: StoredJob,
  from: Position | null,
  signal: AbortSignal,
): AsyncGenerator<JobEvent | undefined> {
  const bell = createBell(changes, job.id, signal)
  // Without a position it tells of all steps, and of rows only as they end.
  let { revision, row } = from ?? { revision: job.revision, row: ALL_ROWS }
  let stepsFrom = from ? revision : -1
  try {
    for (;;) {
      const stored = await findJob(db, job.id)
      if (!stored || signal.aborted) return
      const { steps: _, ...state } = await presentJob(db, stored)
      yield { name: 'job', data: state }
      for (const step of await changedSteps(db, job.id, stepsFrom))
        yield { name: 'step', data: presentStep(step, stored.state) }
      for (;;) {
        const rows = await endedRows(db, job.id, { revision, row }, stored.revision)
        if (rows.length === 0) break
        for (let start = 0; start < rows.length; start += ROWS_AN_EVENT) {
          const items = rows.slice(start, start + ROWS_AN_EVENT)
          ;({ revision, row } = items.at(-1) ?? { revision, row })
          yield { name: 'results', data: { items: items.map(presentRow) }, id: `${revision}.${row}` }
          if (signal.aborted) return
        }
      }
      revision = stored.revision
      row = ALL_ROWS
      stepsFrom = revision
      if (stored.endedAt) {
        yield { name: 'end', data: { state: stored.state }, id: String(revision) }
        return
      }
      while (!(await bell.rings(SILENCE_MS))) {
        if (signal.aborted) return
        yield undefined
      }
      await bell.gathers(GATHER_MS)
    }
  } finally {
    bell.remove()
  }
}

async function changedSteps(db: Db, jobId: string, after: number) {
  return db
    .select()
    .from(jobSteps)
    .where(and(eq(jobSteps.jobId, jobId), gt(jobSteps.index, 0), gt(jobSteps.revision, after)))
    .orderBy(asc(jobSteps.index))
}

async function endedRows(db: Db, jobId: string, after: Position, upTo: number) {
  return db
    .select()
    .from(jobRows)
    .where(
      and(
        eq(jobRows.jobId, jobId),
        ne(jobRows.outcome, 'pending'),
        sql`(${jobRows.revision}, ${jobRows.row}) > (${after.revision}::integer, ${Math.min(after.row, 2_147_483_647)}::integer)`,
        lte(jobRows.revision, upTo),
      ),
    )
    .orderBy(asc(jobRows.revision), asc(jobRows.row))
    .limit(ROWS_A_READING)
}

/** A change that is said while nobody waits is not lost. */
function createBell(changes: JobChanges, key: string, signal: AbortSignal) {
  let rung = false
  let wake = () => {}
  const ring = () => {
    rung = true
    wake()
  }
  const remove = changes.on(key, ring)
  signal.addEventListener('abort', ring, { once: true })
  const wait = (ms: number, until: () => boolean) =>
    new Promise<void>((resolve) => {
      if (until()) return resolve()
      const timer = setTimeout(resolve, ms)
      wake = () => {
        if (!until()) return
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    /** Whether there was a change, waiting for one at most so long. */
    async rings(ms: number): Promise<boolean> {
      await wait(ms, () => rung)
      const changed = rung && !signal.aborted
      rung = false
      return changed
    },
    gathers: (ms: number) => wait(ms, () => signal.aborted),
    remove() {
      remove()
      signal.removeEventListener('abort', ring)
    },
  }
}
