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
  const kinds = new Map(
    parts.handlers.map((handler) => [handler.kind, { handler, queue: createFairQueue(handler.concurrency) }]),
  )
  const underWay = new Set<Promise<void>>()
  const sweep = setInterval(() => hold(endLeftBehind()), 60_000)
  sweep.unref()
  hold(endLeftBehind())
  let closing = false

  function hold(work: Promise<void>): void {
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
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
    const kind = job && kinds.get(job.kind)
    if (!job || !kind) throw new Error(`No handler runs the job ${jobId}.`)
    if (!(await beginJob(db, jobId))) return completed
    const context = await parts.contextFor(job.personId)
    const inTurn = kind.queue.lane()
    let cutShort = false

    const runRow = async ({ row, item }: { row: number; item: unknown }) => {
      if (closing) cutShort = true
      else if (await startRow(db, jobId, row, now()))
        await endRow(
          db,
          jobId,
          row,
          await settled(() => kind.handler.runRow(context, jobId, job.input, item)),
        )
    }
    const rows = await pendingRows(db, jobId)
    const ends = await Promise.allSettled(rows.map((row) => inTurn(() => runRow(row))))

    const broken = ends.filter((end) => end.status === 'rejected')
    for (const { reason } of broken) log.error({ err: reason, jobId }, 'a row of a job could not be stored')
    if (cutShort) return interrupted
    return broken.length > 0 ? failed : completed
  }

  async function settled(runRow: () => Promise<RowEnd>): Promise<RowEnd> {
    try {
      return await runRow()
    } catch (error) {
      log.error({ err: error }, 'a row of a job broke')
      return {
        outcome: 'unknown',
        code: 'internal',
        message: 'An error of Clearance itself: it is not known whether this was carried out.',
        advice: 'Open the request to see what stands.',
      }
    }
  }

  /** Runs a job and stores its end. While rows are with Concur its heart beats, stopped or not. */
  async function carryOut(jobId: string): Promise<void> {
    const heart = setInterval(() => hold(beat(jobId)), HEARTBEAT_MS)
    try {
      const end = await run(jobId).catch((error: unknown) => {
        log.error({ err: error, jobId }, 'a job broke')
        return failed
      })
      await endJob(db, jobId, end, now())
    } catch (error) {
      // The silence of its heart ends it: see endJobsLeftBehind.
      log.error({ err: error, jobId }, 'the end of a job could not be stored')
    } finally {
      clearInterval(heart)
    }
  }

  async function beat(jobId: string): Promise<void> {
    try {
      await beatHeart(db, jobId)
    } catch (error) {
      log.error({ err: error, jobId }, 'the heartbeat of a job could not be stored')
    }
  }

  return {
    async start(personId, job) {
      if (closing) throw beingRestarted()
      const jobId = await createJob(db, personId, job, now())
      hold(carryOut(jobId))
      return jobId
    },
    cancel: (jobId) => stopJob(db, jobId, 'Stopped by the person who started it.'),
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async close() {
      closing = true
      clearInterval(sweep)
      await this.idle()
    },
  }
}

const completed: JobEnd = {
  state: 'done',
  notSent: { code: 'interrupted', message: 'The job ended before this was sent.' },
  unknown: 'How this ended could not be stored.',
}

const interrupted: JobEnd = {
  ...completed,
  state: 'failed',
  reason: 'Clearance was stopped.',
  notSent: { code: 'interrupted', message: 'Clearance stopped before this was sent.' },
}

const failed: JobEnd = {
  ...completed,
  state: 'failed',
  reason: 'An error of Clearance itself stopped this job.',
  notSent: { code: 'internal', message: 'The job stopped before this was sent.' },
}
