import PQueue from 'p-queue'
import type { Logger } from 'pino'
import type { Db } from '#lib/db/open-database.ts'
import {
  beatHeart,
  createJob,
  endJobsLeftBehind,
  endRow,
  endUnstartedRows,
  findJob,
  HEARTBEAT_MS,
  type NewJob,
  pendingRows,
  type RowEnd,
  setJobState,
  startRow,
} from './job-store.ts'

/** What one row of a kind of job does. It answers how the row ended and throws only for what no row can answer for. */
export interface JobHandler<Context> {
  kind: string
  /** Rows of one job that may be with Concur at the same time. */
  concurrency: number
  runRow(context: Context, jobId: string, input: unknown, item: unknown): Promise<RowEnd>
}

export interface JobRunner {
  start(personId: string, job: NewJob): Promise<string>
  /** Rows with Concur end, the others are not sent. */
  cancel(jobId: string): Promise<void>
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface RunnerParts<Context> {
  db: Db
  handlers: JobHandler<Context>[]
  contextFor(personId: string): Promise<Context>
  now: () => Date
  log: Logger
}

/** Runs jobs inside this process, row by row, each row's end stored before the next begins. */
export function createJobRunner<Context>(parts: RunnerParts<Context>): JobRunner {
  const { db, now, log } = parts
  const handlers = new Map(parts.handlers.map((handler) => [handler.kind, handler]))
  const running = new Set<Promise<void>>()
  const sweep = setInterval(() => void endLeftBehind(), 60_000)
  sweep.unref()
  void endLeftBehind()
  let closing = false

  async function endLeftBehind(): Promise<void> {
    try {
      const left = await endJobsLeftBehind(db, now())
      if (left.length > 0) log.warn({ jobs: left }, 'ended jobs that a stopped process left behind')
    } catch (error) {
      log.error({ err: error }, 'could not look for jobs left behind')
    }
  }

  async function run(jobId: string): Promise<void> {
    const job = await findJob(db, jobId)
    const handler = job && handlers.get(job.kind)
    if (!job || !handler) throw new Error(`No handler runs the job ${jobId}.`)
    if (!(await setJobState(db, jobId, 'running', now()))) return
    const context = await parts.contextFor(job.personId)
    const heart = setInterval(() => void beatHeart(db, jobId, now()).catch(() => undefined), HEARTBEAT_MS)
    try {
      const queue = new PQueue({ concurrency: handler.concurrency })
      for (const { row, item } of await pendingRows(db, jobId)) {
        void queue.add(async () => {
          if (closing || !(await startRow(db, jobId, row, now()))) return
          await endRow(db, jobId, row, await settled(handler, context, jobId, job.input, item))
        })
      }
      await queue.onIdle()
      if (closing) await endUnstartedRows(db, jobId, 'interrupted', 'Clearance stopped before this was sent.')
      await setJobState(
        db,
        jobId,
        closing ? 'failed' : 'done',
        now(),
        closing ? 'Clearance was stopped.' : undefined,
      )
    } finally {
      clearInterval(heart)
    }
  }

  async function settled(
    handler: JobHandler<Context>,
    context: Context,
    jobId: string,
    input: unknown,
    item: unknown,
  ): Promise<RowEnd> {
    try {
      return await handler.runRow(context, jobId, input, item)
    } catch (error) {
      log.error({ err: error, jobId }, 'a row of a job broke')
      return {
        outcome: 'unknown',
        code: 'internal',
        message: 'An error of Clearance itself: it is not known whether this was carried out.',
        advice: 'Open the request to see what stands.',
      }
    }
  }

  function launch(jobId: string): void {
    const work = run(jobId)
      .catch(async (error: unknown) => {
        log.error({ err: error, jobId }, 'job failed')
        await endUnstartedRows(db, jobId, 'internal', 'The job stopped before this was sent.')
        await setJobState(db, jobId, 'failed', now(), 'An error of Clearance itself stopped this job.')
      })
      .catch((error: unknown) => log.error({ err: error, jobId }, 'the end of a job could not be stored'))
      .finally(() => running.delete(work))
    running.add(work)
  }

  return {
    async start(personId, job) {
      const jobId = await createJob(db, personId, job, now())
      launch(jobId)
      return jobId
    },
    async cancel(jobId) {
      if (await setJobState(db, jobId, 'cancelled', now(), 'Stopped by the person who started it.'))
        await endUnstartedRows(db, jobId, 'cancelled', 'Stopped before this was sent.')
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
    async close() {
      closing = true
      clearInterval(sweep)
      await this.idle()
    },
  }
}
