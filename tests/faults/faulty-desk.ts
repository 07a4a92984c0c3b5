import { setTimeout as wait } from 'node:timers/promises'
import { and, asc, eq, gt, gte, isNull, sql } from 'drizzle-orm'
import { auditEntries, jobRows, requestCreations, workflowIntents } from '#lib/db/schema.ts'
import { findJob } from '#lib/jobs/job-store.ts'
import { presentJob } from '#lib/jobs/read-jobs.ts'
import { control } from '../sandbox/client.ts'
import { startWitness } from '../support/listen.ts'
import { createSetClock, type SetClock } from '../support/set-clock.ts'
import { type Answer, type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'
import type { ConcurFault } from './concur-faults.ts'
import type { Attempt, Operation, StruckCall } from './operation.ts'
import { type Seen, seenIn } from './seen.ts'

/** A desk whose time stands still, beside a Concur that is struck by faults. */
export interface FaultyDesk {
  desk: TestDesk
  clock: SetClock
  /** Whoever does it, just signed in. */
  browser: Browser
  strike(call: StruckCall, fault: ConcurFault, after?: number): Promise<void>
  control(method: string, path: string, body?: unknown): Promise<unknown>
  /** Follows a job that was just started to its end; its rests pass at once. */
  follow(answer: Answer, ofRow?: (item: Record<string, unknown>) => boolean): Promise<Seen>
}

/** What there is to judge a cell by. */
export interface Observed {
  seen: Seen
  happened: number | null
  /** The calls that the fault struck, or would have. */
  calls: number
  /** All calls in their order: whether each is one of those, and whether it reads. */
  order: { isStruck: boolean; isRead: boolean }[]
  /** The desk gave an answer before its patience was over. */
  gaveUpEarly: boolean
  /** Waits between tries, in milliseconds. */
  waits: number[]
  /** Calls with an effect, other than those for tokens. */
  writes: number
  tokenCalls: number
  heardElsewhere: number
  audit: { actId: string; phase: string; message: string }[]
  intents: { state: string }[]
  /** Creations that nobody has answered. */
  openCreations: number
  rows: { outcome: string }[]
  counts: { total: number; pending: number; ended: number } | null
  /** What a look at one's requests, lists or reports answers once the fault is gone. */
  afterwards: number
}

const homeOf: Record<string, string> = {
  'mira.okafor@northwind.example': '/api/requests',
  'daniel.reyes@northwind.example': '/api/lists',
  'priya.raman@northwind.example': '/api/reports?limit=1',
}

export async function openFaultyDesk() {
  const clock = createSetClock()
  const desk = await openDesk({
    sandbox: { now: clock.now },
    timing: clock.timing,
    env: { CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token' },
  })
  // How fast somebody may ask is not what this is about.
  desk.app.rateLimit.take = async () => {}
  const elsewhere = await startWitness()
  // By its name: the sandbox's own host is this address.
  const otherHost = `${elsewhere.url.replace('127.0.0.1', 'localhost')}/elsewhere`
  const { db } = desk.app.database
  const ask = (method: string, path: string, body?: unknown) => control(desk.sandbox.url, method, path, body)
  const calls = () => desk.sandbox.store.calls.all()
  let seed = 1_000

  const strike: FaultyDesk['strike'] = async (match, { strike: how, times, elsewhere: leadsAway }, after) => {
    const location = leadsAway ? otherHost : undefined
    await ask('POST', '/faults', { match, times, after, location, ...how })
  }

  /** Where a call hangs, the time goes by that somebody would wait for it. */
  async function patiently<T>(
    work: Promise<T>,
    patience: number,
  ): Promise<{ seen: T; gaveUpEarly: boolean }> {
    let isOver = false
    let gaveUpEarly = false
    const over = work.finally(() => {
      isOver = true
    })
    over.catch(() => {})
    const waitedFor = new Set<object>()
    while (!isOver) {
      await Promise.race([over.catch(() => {}), wait(2)])
      for (const call of calls()) {
        const hangs = call.status === 0 && /hang|timeout/.test(call.fault ?? '')
        if (!hangs || waitedFor.has(call)) continue
        waitedFor.add(call)
        clock.advance(patience - 1)
        await Promise.race([over.catch(() => {}), wait(20)])
        gaveUpEarly ||= isOver
        clock.advance(1)
      }
    }
    return { seen: await over, gaveUpEarly }
  }

  async function follow(
    answer: Answer,
    ofRow: (item: Record<string, unknown>) => boolean = () => true,
  ): Promise<Seen> {
    if (answer.status !== 202) return seenIn(answer)
    const { jobId } = answer.json
    const rests: number[] = []
    let rested = 0
    for (;;) {
      const job = await findJob(db, jobId)
      if (!job) throw new Error('The job is gone.')
      if (job.state === 'paused' && job.pausedUntil && job.attempt !== rested) {
        rested = job.attempt
        const rest = job.pausedUntil.getTime() - clock.now()
        rests.push(rest)
        clock.advance(rest)
        await comeDue(job.kind)
      }
      if (!job.endedAt) {
        await wait(4)
        continue
      }
      const rows = await db.select().from(jobRows).where(eq(jobRows.jobId, jobId))
      const row = rows.find(({ item }) => ofRow(Object(item)))
      if (!row || row.outcome === 'pending') throw new Error('The job has ended without that row.')
      return {
        ends: row.outcome,
        status: answer.status,
        code: row.code ?? undefined,
        words: `${row.message ?? ''} ${row.advice ?? ''}`,
        job: { id: jobId, state: job.state, reason: job.reason ?? '', rests },
      }
    }
  }

  /** The rest is over for the database too. */
  async function comeDue(kind: string): Promise<void> {
    await db.execute(sql`update pgboss.job set start_after = now() where name = ${kind} and state < 'active'`)
    await db.execute(
      sql`select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), ${kind})`,
    )
  }

  async function lastAudit(): Promise<bigint> {
    const [last] = await db.select({ id: sql<string>`coalesce(max(id), 0)` }).from(auditEntries)
    return BigInt(last?.id ?? 0)
  }

  async function observe(operation: Operation, fault: ConcurFault): Promise<Observed> {
    clock.catchUp()
    clock.advance(1_000)
    await ask('POST', '/reset', { seed: seed++ })
    const browser = await desk.signIn(operation.person)
    const at: FaultyDesk = { desk, clock, browser, strike, control: ask, follow }
    const attempt: Attempt = await operation.prepare(at)
    const strikes = attempt.strikes ?? operation.strikes
    const auditBefore = await lastAudit()
    const startedAt = new Date(clock.now())
    await ask('DELETE', '/calls')
    clock.waits.length = 0
    elsewhere.heard.length = 0
    await strike(strikes, fault, operation.before)

    const { seen, gaveUpEarly } = await patiently(attempt.does(), operation.patience ?? 60_000)

    const heard = [...calls()]
    await ask('DELETE', '/faults')
    const struck = heard.filter(
      ({ method, path, query }) =>
        method === strikes.method &&
        new RegExp(strikes.path).test(path) &&
        new RegExp(strikes.query ?? '').test(query),
    )
    const isToken = (path: string) => path.startsWith('/oauth2/')
    const audit = await db
      .select()
      .from(auditEntries)
      .where(and(gt(auditEntries.id, auditBefore), sql`${auditEntries.phase} is not null`))
      .orderBy(asc(auditEntries.id))
    const job = seen.job && (await findJob(db, seen.job.id))
    return {
      seen,
      happened: attempt.happened ? await attempt.happened() : null,
      calls: struck.length - (operation.before ?? 0),
      order: heard.map((call) => ({ isStruck: struck.includes(call), isRead: call.method === 'GET' })),
      gaveUpEarly,
      waits: [...clock.waits],
      writes: heard.filter(({ method, path }) => method !== 'GET' && !isToken(path)).length,
      tokenCalls: heard.filter(({ method, path }) => method === 'POST' && isToken(path)).length,
      heardElsewhere: elsewhere.heard.length,
      audit,
      intents: await db.select().from(workflowIntents).where(gte(workflowIntents.createdAt, startedAt)),
      openCreations: await db.$count(requestCreations, isNull(requestCreations.answer)),
      rows: job ? await db.select().from(jobRows).where(eq(jobRows.jobId, job.id)) : [],
      counts: job ? countsOf((await presentJob(db, job)).counts) : null,
      afterwards: (await browser.get(homeOf[operation.person.login] ?? '')).status,
    }
  }

  return {
    observe,
    async close() {
      await desk.close()
      await elsewhere.close()
    },
  }
}

function countsOf({
  total,
  pending,
  succeeded,
  failed,
  unknown,
  notSent,
}: Awaited<ReturnType<typeof presentJob>>['counts']) {
  return { total, pending, ended: succeeded + failed + unknown + notSent }
}
