import { count, isNull, sql } from 'drizzle-orm'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CallReport, CircuitReport } from './concur/transport.ts'
import type { OpenDatabase } from './db/open-database.ts'
import { jobs } from './db/schema.ts'

export interface Metrics {
  concurCall(report: CallReport): void
  /** A call that the desk answered, by the pattern of its route. */
  answered(call: { method: string; route: string; status: number; durationMs: number }): void
  /** Counts a stream of events as open until it ends. */
  whileOpen<T>(events: AsyncGenerator<T>): AsyncGenerator<T>
  contentType: string
  /** Everything as Prometheus reads it; jobs are counted in the database, so every process says the same of them. */
  text(): Promise<string>
}

/** A page waits for 5 s at most with a good conscience; a call to Concur ends at 60. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export function createMetrics({ db, connections }: OpenDatabase, circuits: () => CircuitReport[]): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const calls = new Histogram({
    name: 'clearance_concur_call_duration_seconds',
    help: 'Tries of calls to Concur, by operation and how they ended: done, or the class of the error.',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  const answers = new Histogram({
    name: 'clearance_request_duration_seconds',
    help: 'Calls of the BFF until their answer begins, by the pattern of their route and the status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const retries = new Counter({
    name: 'clearance_concur_retries_total',
    help: 'Tries of calls to Concur after the first.',
    labelNames: ['operation'],
    registers,
  })
  const streams = new Gauge({
    name: 'clearance_event_streams',
    help: 'Open event streams of this process.',
    registers,
  })
  new Gauge({
    name: 'clearance_concur_circuit_open',
    help: '1 where calls to a host of Concur are held back because the last ones failed.',
    labelNames: ['host'],
    registers,
    collect() {
      this.reset()
      for (const { origin, isOpen } of circuits()) this.set({ host: new URL(origin).host }, isOpen ? 1 : 0)
    },
  })
  new Gauge({
    name: 'clearance_database_connections',
    help: 'Connections of this process to PostgreSQL, and calls that wait for one. Nothing where the database is embedded.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, many] of Object.entries(connections() ?? {})) this.set({ state }, many)
    },
  })
  let asked: ReturnType<typeof unfinishedJobs> | undefined
  /** Once for all metrics of a scrape: they are collected together. */
  function jobsOfThisScrape(): ReturnType<typeof unfinishedJobs> {
    asked ??= unfinishedJobs(db).finally(() => {
      asked = undefined
    })
    return asked
  }
  new Gauge({
    name: 'clearance_job_queue_age_seconds',
    help: 'Since when the oldest job waits that could run: a running process takes one within seconds unless all its places are taken.',
    labelNames: ['kind'],
    registers,
    async collect() {
      this.reset()
      for (const { kind, state, oldestSeconds } of await jobsOfThisScrape())
        if (state === 'queued') this.set({ kind }, Math.max(oldestSeconds, 0))
    },
  })
  new Gauge({
    name: 'clearance_jobs',
    help: 'Jobs that have not ended, by kind and state, of all processes together.',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      this.reset()
      for (const { kind, state, many } of await jobsOfThisScrape()) this.set({ kind, state }, many)
    },
  })

  return {
    concurCall({ operation, outcome, attempt, durationMs }) {
      calls.observe({ operation, outcome }, durationMs / 1000)
      if (attempt > 1) retries.inc({ operation })
    },
    answered({ method, route, status, durationMs }) {
      answers.observe({ method, route, status }, durationMs / 1000)
    },
    async *whileOpen(events) {
      streams.inc()
      try {
        yield* events
      } finally {
        streams.dec()
      }
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

function unfinishedJobs(db: OpenDatabase['db']) {
  return db
    .select({
      kind: jobs.kind,
      state: jobs.state,
      many: count(),
      oldestSeconds: sql`extract(epoch from now() - min(${jobs.turnAt}))`.mapWith(Number),
    })
    .from(jobs)
    .where(isNull(jobs.endedAt))
    .groupBy(jobs.kind, jobs.state)
    .execute()
}
