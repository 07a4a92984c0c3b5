import { SpanKind } from '@opentelemetry/api'
import type { Logger } from 'pino'
import type { Db } from '#lib/db/open-database.ts'
import { beingRestarted } from '#lib/door.ts'
import { inSpan, linksTo } from '#lib/tracing.ts'
import { afterFailure } from './after-failure.ts'
import { type Claim, claimJob } from './claim-job.ts'
import { createJob, type NewJob } from './create-job.ts'
import { endJob, giveUpJob, type JobEnd } from './end-job.ts'
import { endReadRows, endRows } from './end-rows.ts'
import { createFairQueue } from './fair-queue.ts'
import { inGroups } from './in-groups.ts'
import type { JobChanges } from './job-changes.ts'
import {
  type FileColumns,
  type JobKind,
  JobStopped,
  JobTaken,
  PauseJob,
  type PendingRow,
  type RowEnd,
  type StepRun,
} from './job-kind.ts'
import type { Call, JobQueue } from './job-queue.ts'
import { createJobReader, type JobReader } from './job-reader.ts'
import { beginStep, endStep, markStepSent, markStepUnsent, startRow, unstartRow } from './job-steps.ts'
import { findJob, openSteps, pendingRows, type StoredJob, type StoredStep } from './job-store.ts'
import { leaveLane, RENEW_LANE_MS, renewLane, takeLane } from './lanes.ts'
import { callBackLeftBehind, putBack } from './put-back.ts'
import { stopJob } from './stop-job.ts'

export interface JobRunner<Context> {
  changes: JobChanges
  reader: JobReader
  /** Whether jobs are taken from the queue. */
  readonly isRunning: boolean
  /** From here on it takes jobs from the queue. */
  begin(): Promise<void>
  /** @throws Refusal once the runner is closing */
  start(personId: string, job: NewJob): Promise<string>
  /** What is with Concur ends, the rest is not sent. */
  cancel(jobId: string): Promise<void>
  /** A new job of what did not end as done; null where the kind knows no second try. */
  retry(context: Context, job: StoredJob): Promise<string | null>
  columnsOf(job: Pick<StoredJob, 'kind' | 'input'>): FileColumns
  /** Resolves when this process runs nothing. */
  idle(): Promise<void>
  /** What is with Concur ends; the rest goes back to the queue for the next process. */
  close(): Promise<void>
}

export interface RunnerParts<Context> {
  db: Db
  queue: JobQueue
  /** Whether this process alone has the database. */
  alone: boolean
  changes: JobChanges
  kinds: JobKind<Context>[]
  contextFor(personId: string): Promise<Context>
  now: () => Date
  log: Logger
  /** Marks what is written meanwhile. */
  during<T>(work: { jobId: string }, run: () => T): T
}

/** How long a job looks for its turn in a lane by itself, should nobody tell it. */
const LOOK_AGAIN_MS = 2_000

/** Takes jobs from the queue and runs them step by step; each row's end is stored before the next step begins. */
export function createJobRunner<Context>(parts: RunnerParts<Context>): JobRunner<Context> {
  const { db, queue, changes, now, log } = parts
  const kinds = new Map(
    parts.kinds.map((kind) => [kind.kind, { kind, rows: createFairQueue(kind.rowsAtOnce) }]),
  )
  const underWay = new Set<Promise<void>>()
  let closing = false
  let begun = false

  async function run({ jobId, ticket, traceparent }: Call): Promise<void> {
    // Not taken, so the queue hands it to the next process.
    if (closing) throw beingRestarted()
    const taken = await claimJob(db, jobId, ticket, now())
    if (!taken) return
    const { job, claim } = taken
    const about = {
      kind: SpanKind.CONSUMER,
      // Whoever woke the queue may have been a call of somebody else.
      root: true,
      links: linksTo(traceparent),
      attributes: {
        'clearance.job.id': jobId,
        'clearance.job.kind': job.kind,
        'clearance.job.attempt': claim.attempt,
      },
    }
    await inSpan(`job ${job.kind}`, about, () => runTaken(job, claim))
  }

  async function runTaken(job: StoredJob, claim: Claim): Promise<void> {
    const known = kinds.get(job.kind)
    if (!known) throw new Error(`No kind of job is called ${job.kind}.`)
    try {
      const context = await parts.contextFor(job.personId)
      for (const step of await openSteps(db, job.id)) {
        const attributes = {
          'clearance.job.id': job.id,
          'clearance.job.kind': job.kind,
          'clearance.job.step': step.index,
        }
        await inLane(job, claim, () =>
          inSpan(`job step ${job.kind}`, { attributes }, () => runStep(known, context, job, claim, step)),
        )
      }
      await endJob(db, claim, completed, now())
    } catch (error) {
      await settleFailure(job, claim, known.kind, error)
    }
  }

  async function runStep(
    { kind, rows }: { kind: JobKind<Context>; rows: ReturnType<typeof createFairQueue> },
    context: Context,
    job: StoredJob,
    claim: Claim,
    step: StoredStep,
  ): Promise<void> {
    // A job that was stopped is only taken to settle the step that was with Concur.
    if (job.state !== 'cancelled') {
      if (closing) throw new JobStopped()
      await beginStep(db, claim, step.index, now())
    }
    const mayGoOn = () => {
      if (closing) throw new JobStopped()
    }
    const stepRun: StepRun<Context> = {
      context,
      jobId: job.id,
      title: job.title,
      input: job.input,
      index: step.index,
      operation: step.operation,
      sentAt: step.sentAt,
      pending: () => pendingRows(db, job.id, step.index),
      async markSent() {
        mayGoOn()
        await markStepSent(db, claim, step.index, now())
      },
      markUnsent: () => markStepUnsent(db, claim, step.index),
      end: (ends) => endRows(db, claim, ends),
      async eachRow(send) {
        const inTurn = rows.lane()
        let isBroken = false
        const one = async (row: PendingRow) => {
          // What stops or pauses one row does so for those that wait behind it.
          if (isBroken) return
          mayGoOn()
          await startRow(db, claim, row.row, now())
          const end = await settled(kind, () => send(row))
          if (end instanceof PauseJob) {
            // The mark of a process that went away stays: what that one sent is still to be looked for.
            if (!row.startedAt) await unstartRow(db, claim, row.row)
            throw end
          }
          await endRows(db, claim, [{ ...end, row: row.row }])
        }
        const untilBroken = (row: PendingRow) =>
          one(row).catch((error: unknown) => {
            isBroken = true
            throw error
          })
        await allOf((await pendingRows(db, job.id, step.index)).map((row) => inTurn(() => untilBroken(row))))
      },
      async readRows(read, keep) {
        const inTurn = rows.lane()
        let isBroken = false
        const store = inGroups(async (ends: (RowEnd & { row: number })[]) => {
          await keep(ends.map(({ row }) => row))
          await endReadRows(db, claim, ends)
        })
        const one = async (row: PendingRow) => {
          if (isBroken) return null
          mayGoOn()
          const end = await settled(kind, () => read(row))
          if (end instanceof PauseJob) throw end
          return { ...end, row: row.row }
        }
        const readAndStored = async (row: PendingRow) => {
          try {
            const end = await inTurn(() => one(row))
            // The next row is read while this one's end waits to be stored.
            if (end) await store(end)
          } catch (error) {
            isBroken = true
            throw error
          }
        }
        await allOf((await pendingRows(db, job.id, step.index)).map(readAndStored))
      },
    }
    await kind.runStep(stepRun)
    await endStep(db, claim, step.index, now())
  }

  /** Whatever breaks, the others end first. */
  async function allOf(work: Promise<void>[]): Promise<void> {
    const ends = await Promise.allSettled(work)
    const broken = ends.find((end) => end.status === 'rejected')
    if (broken) throw broken.reason
  }

  async function settled(kind: JobKind<Context>, send: () => Promise<RowEnd>): Promise<RowEnd | PauseJob> {
    try {
      return await send()
    } catch (error) {
      if (error instanceof PauseJob) return error
      log.error({ err: error }, 'a row of a job broke')
      return { outcome: 'unknown', ...broke, advice: kind.adviceWhenUnknown }
    }
  }

  /** Waits for the job's turn in its lane and holds it while the step runs. */
  async function inLane(job: StoredJob, claim: Claim, work: () => Promise<void>): Promise<void> {
    const { lane } = job
    if (lane === null) return work()
    while (!(await takeLane(db, lane, claim))) {
      if (closing) throw new JobStopped()
      await changed([lane, claim.jobId], LOOK_AGAIN_MS)
      if ((await openSteps(db, job.id)).length === 0) throw new JobStopped()
    }
    const renewal = setInterval(() => {
      renewLane(db, lane, claim).catch((error: unknown) =>
        log.error({ err: error, jobId: job.id }, 'a lane could not be renewed'),
      )
    }, RENEW_LANE_MS)
    try {
      await work()
    } finally {
      clearInterval(renewal)
      await leaveLane(db, lane, claim)
    }
  }

  function changed(keys: string[], patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const leave = keys.map((key) => changes.on(key, done))
      const timer = setTimeout(done, patienceMs)
      function done() {
        clearTimeout(timer)
        for (const off of leave) off()
        resolve()
      }
    })
  }

  async function settleFailure(
    job: StoredJob,
    claim: Claim,
    kind: JobKind<Context>,
    error: unknown,
  ): Promise<void> {
    if (error instanceof JobTaken) {
      log.warn({ jobId: job.id }, 'another process has taken over a job')
      return
    }
    const unknown = { ...lost, advice: kind.adviceWhenUnknown }
    const stored = await findJob(db, job.id)
    if (error instanceof JobStopped) {
      if (closing) await putBack(db, queue, claim, job, { reason: 'Clearance is being restarted.' })
      // One that was stopped while it waited for its lane has ended already.
      else if (!stored?.endedAt) await endJob(db, claim, { ...completed, unknown }, now())
      return
    }
    // Pauses are counted anew whenever a step ends, so those of the claim may be long over.
    const after = afterFailure(error, { pauses: stored?.pauses ?? 0, now: now() })
    if (after?.does === 'pause') {
      log.warn({ err: error, jobId: job.id, until: after.until }, 'a job pauses')
      await putBack(db, queue, claim, job, { pausedUntil: after.until, reason: after.reason })
      return
    }
    log.error({ err: error, jobId: job.id }, 'a job stopped')
    const reason = after?.reason ?? 'An error of Clearance itself stopped this job.'
    const notSent = { code: after?.code ?? 'internal', message: 'The job stopped before this was sent.' }
    await endJob(db, claim, { state: 'failed', reason, notSent, unknown }, now())
  }

  /** Nobody waits for it: what is thrown here makes the queue hand the job out again. */
  function hold(work: Promise<void>): Promise<void> {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay)
  }

  return {
    changes,
    reader: createJobReader(db, changes),
    get isRunning() {
      return begun && !closing
    },
    async begin() {
      for (const kind of kinds.keys()) await queue.open(kind)
      // Before anything is handed out: what this process itself has taken is not left behind.
      const left = parts.alone ? await callBackLeftBehind(db, queue) : []
      if (left.length > 0) log.warn({ jobs: left }, 'going on with jobs that a stopped process left behind')
      for (const { kind } of kinds.values())
        await queue.work(kind.kind, kind.jobsAtOnce, (call) =>
          hold(parts.during({ jobId: call.jobId }, () => run(call))),
        )
      await queue.onGivenUp(({ jobId, ticket }) => giveUpJob(db, jobId, ticket, givenUp, now()))
      begun = true
    },
    async start(personId, job) {
      if (closing) throw beingRestarted()
      return createJob(db, queue, personId, job, now())
    },
    cancel: (jobId) => stopJob(db, queue, jobId, 'Stopped by the person who started it.', now()),
    retry: async (context, { id: jobId, kind, title, input }) =>
      (await kinds.get(kind)?.kind.retry?.(context, { jobId, kind, title, input })) ?? null,
    columnsOf: ({ kind, input }) => kinds.get(kind)?.kind.columns(input) ?? { head: [], cells: () => [] },
    idle,
    async close() {
      closing = true
      // Together: a queue that still handed out what was put back would count each refusal as a process that died.
      await Promise.all([queue.stop(), idle()])
    },
  }
}

const broke = {
  code: 'internal',
  message: 'An error of Clearance itself: it is not known whether this was carried out.',
}
const lost = { code: 'interrupted', message: 'It is not known how this ended.' }

const completed: JobEnd = {
  state: 'done',
  notSent: { code: 'interrupted', message: 'The job ended before this was sent.' },
  unknown: { ...lost, advice: 'Look in Concur what stands.' },
}

const givenUp: JobEnd = {
  state: 'failed',
  reason: 'Clearance stopped several times while this job ran, so it is not tried again.',
  notSent: { code: 'interrupted', message: 'Clearance stopped before this was sent.' },
  unknown: { ...lost, advice: 'Look in Concur what stands.' },
}
