import { randomUUID } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Db, OpenDatabase } from '#lib/db/open-database.ts'
import { traceparent } from '#lib/tracing.ts'

/** What the queue carries: everything else of a job is in our own tables. */
const call = z.object({
  jobId: z.uuid(),
  ticket: z.uuid(),
  /** The span that put it here, in a trace. */
  traceparent: z.string().optional(),
})
export type Call = z.infer<typeof call>

export interface JobQueue {
  /** Makes the queue of a kind, so that calls can be sent to it. */
  open(kind: string): Promise<void>
  /** Becomes visible with the transaction. */
  send(tx: Db, kind: string, call: Call, startAfter?: Date): Promise<void>
  /** @param run resolves when this process is done with the job, whatever became of it */
  work(kind: string, jobsAtOnce: number, run: (call: Call) => Promise<void>): Promise<void>
  /** Calls that no process brought to an end, however often they were handed out. */
  onGivenUp(giveUp: (call: Call) => Promise<void>): Promise<void>
  /** Hands nothing out from here on; resolves when what was handed out has ended, or after 30 s. */
  stop(): Promise<void>
}

/** A process that says nothing for so long has lost its jobs. With the watch and the polling below another has them within 40 s. */
const HEARTBEAT_SECONDS = 20
const WATCH_SECONDS = 5
/** New jobs are heard of at once (LISTEN); this is for those that come back later. */
const POLL_SECONDS = 5
/** So many processes may a job take down with it: it must not take down every other in turn. */
const DEATHS = 5
const GIVEN_UP = 'jobs-given-up'

/** pg-boss on our own database: it hands out jobs, watches over who has them, and hands them out again. */
export async function openJobQueue(database: OpenDatabase, log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({
    ...database.queue,
    application_name: 'clearance-queue',
    max: 3,
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'the job queue met an error'))
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the job queue warns'))
  await boss.start()
  await boss.createQueue(GIVEN_UP, { notify: true })

  return {
    async open(kind) {
      await boss.createQueue(kind, {
        notify: true,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        // The heartbeat says whether a job is alive; how long it may take is nobody's business.
        expireInSeconds: 86_399,
        retryLimit: DEATHS - 1,
        retryDelay: 0,
        deadLetter: GIVEN_UP,
      })
      // Any question makes pg-boss remember the queue. Asked for the first time by a `send` inside our transaction, it would wait on its
      // own connection for what that transaction holds: an embedded database has one for all.
      await boss.getJobById(kind, randomUUID())
    },
    async send(tx, kind, { jobId, ticket }, startAfter) {
      const id = await boss.send(
        kind,
        { jobId, ticket, traceparent: traceparent() },
        { startAfter, db: within(tx) },
      )
      if (!id) throw new Error('The queue took no job.')
    },
    async work(kind, jobsAtOnce, run) {
      await boss.work<Call>(
        kind,
        {
          localConcurrency: jobsAtOnce,
          pollingIntervalSeconds: POLL_SECONDS,
          notifyPollingIntervalSeconds: POLL_SECONDS,
          heartbeatRefreshSeconds: HEARTBEAT_SECONDS / 4,
        },
        async ([job]) => {
          if (job) await run(call.parse(job.data))
        },
      )
    },
    async onGivenUp(giveUp) {
      await boss.work<Call>(GIVEN_UP, { pollingIntervalSeconds: POLL_SECONDS }, async ([job]) => {
        if (job) await giveUp(call.parse(job.data))
      })
    },
    stop: () => boss.stop({ graceful: true, timeout: 30_000, close: true }),
  }
}

/** The queue's statements as part of our own transaction. */
function within(tx: Db) {
  return fromDrizzle({ execute: async (query: SQL) => result.parse(await tx.execute(query)) }, sql)
}

const result = z.object({ rows: z.array(z.unknown()) })
