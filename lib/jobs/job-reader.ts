import { and, asc, eq, lte, ne, sql } from 'drizzle-orm'
import type { JobRow } from '#lib/contracts/jobs.ts'
import type { Db } from '#lib/db/open-database.ts'
import { jobRows } from '#lib/db/schema.ts'
import type { JobChanges } from './job-changes.ts'
import { findJob, LAST_ROW, type StoredJob, type StoredStep, stepsOf } from './job-store.ts'
import { presentRow } from './read-jobs.ts'

/** How far a stream has come: all of the revisions before `revision`, and of that one the rows up to `row`. */
export interface Position {
  revision: number
  row: number
}

export interface EndedRow {
  at: Position
  row: JobRow
}

interface State {
  job: StoredJob
  steps: StoredStep[]
}

export interface FollowedJob {
  /** The job and its steps as they were after the last change that was told, and at the given revision or later. */
  state(atLeast: number): Promise<State | null>
  /** Up to `ROWS_A_READING` of the rows that ended after a position, up to a revision which the caller has seen: these never change again. */
  endedRows(after: Position, upTo: number): Promise<EndedRow[]>
  leave(): void
}

/**
 * What the streams of a process read. All that follow one job hear of a change together and then want the same, so it is read once for all of
 * them: ten pages on each of five jobs kept an embedded database busy for 1.3 s after every batch of 1000 rows, a page on each for 0.2 s.
 */
export interface JobReader {
  follow(jobId: string): FollowedJob
}

/**
 * Without statistics, which an embedded Postgres never has, each reading sorts all that is left: 200,000 rows that end at once
 * took 46 s two hundred at a time, and take 9 s so.
 */
export const ROWS_A_READING = 5_000
/** Streams that follow together want the same one; those that catch up are each somewhere else. */
const READINGS_KEPT = 3

export function createJobReader(db: Db, changes: JobChanges): JobReader {
  const followed = new Map<string, { followers: number; job: FollowedJob }>()
  return {
    follow(jobId) {
      const entry = followed.get(jobId) ?? { followers: 0, job: followJob(db, changes, jobId) }
      entry.followers += 1
      followed.set(jobId, entry)
      return {
        ...entry.job,
        leave() {
          entry.followers -= 1
          if (entry.followers > 0) return
          followed.delete(jobId)
          entry.job.leave()
        },
      }
    },
  }
}

function followJob(db: Db, changes: JobChanges, jobId: string): FollowedJob {
  const states = keepReadings<State | null>(1)
  const rows = keepReadings<EndedRow[]>(READINGS_KEPT)
  return {
    async state(atLeast) {
      const read = () => states.get('', () => readState(db, jobId))
      const known = await read()
      if (!known || known.job.revision >= atLeast) return known
      // The asker has heard of a change before this process was told.
      states.forget()
      return read()
    },
    endedRows: (after, upTo) =>
      rows.get(`${after.revision}.${after.row}-${upTo}`, () => readEndedRows(db, jobId, after, upTo)),
    leave: changes.on(jobId, states.forget),
  }
}

/** The latest readings, under way or ended, by what was asked. One that fails is not kept. */
function keepReadings<T>(most: number) {
  const kept = new Map<string, Promise<T>>()
  return {
    get(key: string, read: () => Promise<T>): Promise<T> {
      const known = kept.get(key)
      if (known) return known
      const reading = read()
      kept.set(key, reading)
      reading.catch(() => {
        if (kept.get(key) === reading) kept.delete(key)
      })
      const [oldest = ''] = kept.keys()
      if (kept.size > most) kept.delete(oldest)
      return reading
    },
    forget: () => kept.clear(),
  }
}

async function readState(db: Db, jobId: string): Promise<State | null> {
  const job = await findJob(db, jobId)
  return job ? { job, steps: (await stepsOf(db, [jobId])).get(jobId) ?? [] } : null
}

async function readEndedRows(db: Db, jobId: string, after: Position, upTo: number): Promise<EndedRow[]> {
  const found = await db
    .select()
    .from(jobRows)
    .where(
      and(
        eq(jobRows.jobId, jobId),
        ne(jobRows.outcome, 'pending'),
        sql`(${jobRows.revision}, ${jobRows.row}) > (${after.revision}::integer, ${Math.min(after.row, LAST_ROW)}::integer)`,
        lte(jobRows.revision, upTo),
      ),
    )
    .orderBy(asc(jobRows.revision), asc(jobRows.row))
    .limit(ROWS_A_READING)
  return found.map((row) => ({ at: { revision: row.revision, row: row.row }, row: presentRow(row) }))
}
