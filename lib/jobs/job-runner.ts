import type { Logger } from 'pino'
import type { Db } from '#lib/db/open-database.ts'
import { beingRestarted } from '#lib/door.ts'
import { createFairQueue } from './fair-queue.ts'
import {
  beatHeart,
  beginJob,
  createJob,
  endJob,
  endJobsLeftBehind,
  endRow,
  findJob,
  HEARTBEAT_MS,
  type JobEnd,
  type NewJob,
  pendingRows,
  type RowEnd,
  startRow,
  stopJob,
} from './job-store.ts'

/** What one row of a kind of job does. It answers how the row ended and throws only for what no row can answer for. */
export interface JobHandler<Context> {
  kind: string
  /** Rows of this kind that this process may have with Concur at the same time, of all its jobs together. */
  concurrency: number
  runRow(context: Context, jobId: string, input: unknown, item: unknown): Promise<RowEnd>
}

export interface JobRunner {
  /** @throws Refusal once the runner is closing */
  start(personId: string, job: NewJob): Promise<string>
  /** Rows with Concur end, the others are not sent. */
  cancel(jobId: string): Promise<void>
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
  /** No row starts any more; resolves when those with Concur have ended and every job has its end. */
  close(): Promise<void>
}

export interface RunnerParts<Context> {
  db: Db
  handlers: JobHandler<Context>[]
  contextFor(personId: string): Promise<Context>
  now: () => Date
  log: Logger
}

/** Runs jobs inside this process, several rows at once, the rows of several jobs in turn; each row's end is stored as it comes. */
export function createJobRunner<Context>(parts: RunnerParts<Context>): JobRunner {
  const { db, now, log } = parts
  const handlers = new Map(
    parts.handlers.map((handler) => [handler.kind, { handler, queue: createFairQueue(handler.concurrency) }]),
  )
  const running = new Set<Promise<void>>()
  const sweep = setInterval(() => hold(endLeftBehind()), 60_000)
  sweep.unref()
  hold(endLeftBehind())
  let closing = false

  function hold(work: Promise<void>): void {
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  async function endLeftBehind(): Promise<void> {
    try {
      const left = await endJobsLeftBehind(db, now())
      if (left.length > 0) log.warn({ jobs: left }, 'ended jobs that a stopped process left behind')
    } catch (error) {
      log.error({ err: error }, 'could not look for jobs left behind')
    }
  }

  async function run(jobId: string): Promise<JobEnd> {
    const job = await findJob(db, jobId)
    const kind = job && handlers.get(job.kind)
    if (!job || !kind) throw new Error(`No handler runs the job ${jobId}.`)
    if (!(await beginJob(db, jobId))) return completed
    const context = await parts.contextFor(job.personId)
    const inTurn = kind.queue.lane()
    let cutShort = false

    async function runRow({ row, item }: { row: number; item: unknown }): Promise<void> {
      if (closing) cutShort = true
      else if (await startRow(db, jobId, row, now()))
        await endRow(db, jobId, row, await settled(kind?.handler, context, jobId, job?.input, item))
    }

    const rows = await pendingRows(db, jobId)
    const ends = await Promise.allSettled(rows.map((row) => inTurn(() => runRow(row))))
    const broken = ends.filter((end) => end.status === 'rejected')
    for (const { reason } of broken) log.error({ err: reason, jobId }, 'a row of a job could not be stored')
    if (cutShort) return interrupted
    return broken.length > 0 ? failed : completed
  }

  return null as never
}
