import { and, eq, inArray, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ConcurForbidden, ConcurUnavailable } from '#lib/concur/errors.ts'
import { jobLanes, jobRows, jobs, people } from '#lib/db/schema.ts'
import { PAUSES } from '#lib/jobs/after-failure.ts'
import { claimJob } from '#lib/jobs/claim-job.ts'
import { createJob, type NewJob } from '#lib/jobs/create-job.ts'
import { endRows } from '#lib/jobs/end-rows.ts'
import { type JobKind, JobTaken, PauseJob, type StepRun } from '#lib/jobs/job-kind.ts'
import { openJobQueue } from '#lib/jobs/job-queue.ts'
import { createJobRunner, type JobRunner } from '#lib/jobs/job-runner.ts'
import { startRow } from '#lib/jobs/job-steps.ts'
import { findJob, openSteps } from '#lib/jobs/job-store.ts'
import { leaveLane, takeLane } from '#lib/jobs/lanes.ts'
import { presentJob } from '#lib/jobs/read-jobs.ts'
import { control } from '../sandbox/client.ts'
import { openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let personId: string
let runner: JobRunner<null>
/** Each test has a kind of its own, so that no runner gets the jobs of another. */
let kind: string
let kindCount = 0
/** What was sent, as `job/row` or `job/step`. */
let sent: string[]
/** Ends what has been with Concur longest. */
let answerOne: () => void
let logged: string[]

const db = () => desk.app.database.db
const rows = (...numbers: number[]) => numbers.map((n) => ({ row: n, item: { n } }))
const threeRows = (input = 'A'): NewJob => ({
  kind,
  title: input,
  input,
  steps: [{ rows: rows(1, 2, 3) }],
})
const twoSteps = (input = 'A', lane?: string): NewJob => ({
  kind,
  title: input,
  input,
  lane,
  steps: [
    { operation: 'create', rows: rows(1, 2) },
    { operation: 'delete', rows: rows(3) },
  ],
})

beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn()
  const [person] = await db().select().from(people)
  personId = person?.id ?? ''
})
afterAll(() => desk.close())

beforeEach(() => {
  sent = []
  logged = []
  kindCount += 1
  kind = `test-${kindCount}`
})
afterEach(async () => {
  const closed = runner.close()
  let isClosed = false
  void closed.then(() => {
    isClosed = true
  })
  await soon(() => {
    answerOne()
    return isClosed
  }).toBe(true)
})

/** A runner whose rows wait for an answer of the test. */
async function rowByRow(rowsAtOnce = 1, alone = false): Promise<void> {
  const waiting: (() => void)[] = []
  answerOne = () => waiting.shift()?.()
  await begin({
    rowsAtOnce,
    runStep: (run) =>
      run.eachRow(async ({ row }) => {
        sent.push(`${run.input}/${row}`)
        await new Promise<void>((resolve) => waiting.push(resolve))
        return { outcome: 'done', message: `${run.input}/${row} is done` }
      }),
    alone,
  })
}

/** A runner whose rows are only read, and wait for an answer of the test. */
async function onlyRead(kept: number[][], comes: () => void = () => {}): Promise<void> {
  const waiting: (() => void)[] = []
  answerOne = () => waiting.shift()?.()
  await begin({
    rowsAtOnce: 2,
    runStep: (run) =>
      run.readRows(
        async ({ row }) => {
          sent.push(`${run.input}/${row}`)
          await new Promise<void>((resolve) => waiting.push(resolve))
          comes()
          return { outcome: 'done', message: `${row} is read` }
        },
        async (rows) => {
          kept.push(rows)
        },
      ),
  })
}

/** A runner whose steps go out as one; the test says what comes of each sending. */
async function asOne(...comes: ((run: StepRun<null>) => Promise<void> | void)[]): Promise<void> {
  answerOne = () => {}
  await begin({
    rowsAtOnce: 1,
    async runStep(run) {
      const pending = await run.pending()
      const settles = run.sentAt ? ' settled' : ''
      await run.markSent()
      sent.push(`${run.input}/${run.index}${settles}`)
      await comes.shift()?.(run)
      await run.end(pending.map(({ row }) => ({ row, outcome: 'done', message: 'Done' })))
    },
  })
}

async function begin({
  alone = false,
  ...does
}: Pick<JobKind<null>, 'rowsAtOnce' | 'runStep'> & { alone?: boolean }): Promise<void> {
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line).msg) })
  runner = createJobRunner<null>({
    db: db(),
    queue: await openJobQueue(desk.app.database, log),
    alone,
    changes: desk.app.jobs.changes,
    // A second kind, as every desk has several.
    kinds: [kind, `${kind}-other`].map((name) => ({
      kind: name,
      jobsAtOnce: 4,
      adviceWhenUnknown: 'Look.',
      columns: () => ({ head: [], cells: () => [] }),
      ...does,
    })),
    contextFor: async () => null,
    now: () => new Date(),
    log,
    during: (_, run) => run(),
  })
  await runner.begin()
}

/** A machine that runs other tests beside may need more than the second that vitest waits. */
function soon<T>(look: () => T) {
  return expect.poll(look, { timeout: 20_000, interval: 10 })
}

async function stored(jobId: string) {
  const job = await findJob(db(), jobId)
  if (!job) throw new Error('There is no such job.')
  const found = await db().select().from(jobRows).where(eq(jobRows.jobId, jobId)).orderBy(jobRows.row)
  return { ...(await presentJob(db(), job)), rows: found }
}

const ends = ({ rows }: Awaited<ReturnType<typeof stored>>) =>
  rows.map(({ outcome, code }) => [outcome, code])

/** A job that counts as running, though the process that had it is gone. */
async function runByNobody(job: NewJob): Promise<string> {
  const queue = { open: nothing, send: nothing, work: nothing, onGivenUp: nothing, stop: nothing }
  const jobId = await createJob(db(), queue, personId, job, new Date())
  const { ticket = '' } = (await findJob(db(), jobId)) ?? {}
  await claimJob(db(), jobId, ticket, new Date())
  return jobId
}
const nothing = async () => {}

const limits = z.object({ rows: z.array(z.object({ retry_limit: z.number() })) })
const handed = z.object({ rows: z.array(z.object({ state: z.string(), retry_count: z.number() })) })

async function untilEnded(jobId: string) {
  await soon(async () => {
    answerOne()
    return (await stored(jobId)).endedAt
  }).toEqual(expect.any(String))
  return stored(jobId)
}

describe('A job', () => {
  it('ends step by step, and counts what it did', async () => {
    await asOne()
    const job = await untilEnded(await runner.start(personId, twoSteps()))
    expect(sent).toEqual(['A/1', 'A/2'])
    expect(job).toMatchObject({ state: 'done', counts: { total: 3, succeeded: 3, pending: 0 } })
    expect(job.steps).toMatchObject([
      { index: 1, operation: 'create', state: 'done', counts: { succeeded: 2 } },
      { index: 2, operation: 'delete', state: 'done', counts: { succeeded: 1 } },
    ])
  })

  it('holds the rows that are never sent, with their reason', async () => {
    await asOne()
    const heldBack = [
      { row: 4, item: { n: 4 }, outcome: 'not-sent' as const, code: '1006', message: 'Too long' },
    ]
    const job = await untilEnded(await runner.start(personId, { ...twoSteps(), heldBack }))
    expect(job.counts).toMatchObject({ total: 4, succeeded: 3, notSent: 1 })
    expect(ends(job)[3]).toEqual(['not-sent', '1006'])
    expect(job.steps).toHaveLength(2)
  })

  it('whose row cannot be stored fails: that row is unknown, and nothing more is sent', async () => {
    await rowByRow()
    const refusal =
      "alter table job_rows add constraint refuse_some check (message is distinct from 'A/2 is done') not valid"
    await db().execute(sql.raw(refusal))
    try {
      const job = await untilEnded(await runner.start(personId, threeRows()))
      expect(ends(job)).toEqual([
        ['done', null],
        ['unknown', 'interrupted'],
        ['not-sent', 'internal'],
      ])
      expect(job.state).toBe('failed')
      expect(logged).toContain('a job stopped')
    } finally {
      await db().execute(sql.raw('alter table job_rows drop constraint refuse_some'))
    }
  })
})

describe('A job that is stopped', () => {
  it('ends what is with Concur, sends nothing more, and has ended when the last row has', async () => {
    await rowByRow()
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1'])
    await runner.cancel(jobId)
    expect(await stored(jobId)).toMatchObject({ state: 'cancelled', endedAt: undefined })
    const job = await untilEnded(jobId)
    expect(ends(job)).toEqual([
      ['done', null],
      ['not-sent', 'cancelled'],
      ['not-sent', 'cancelled'],
    ])
    expect(job.state).toBe('cancelled')
    expect(sent).toEqual(['A/1'])
  })

  it('between two steps sends no further step', async () => {
    await asOne((run) => runner.cancel(run.jobId))
    const job = await untilEnded(await runner.start(personId, twoSteps()))
    expect(sent).toEqual(['A/1'])
    expect(ends(job)).toEqual([
      ['done', null],
      ['done', null],
      ['not-sent', 'cancelled'],
    ])
    expect(job.steps.map((step) => step.state)).toEqual(['done', 'cancelled'])
  })

  it('while it pauses in the middle of a step is called back to settle that step, and no more', async () => {
    await asOne(() => {
      throw new PauseJob(new Date(Date.now() + 600_000), 'Concur rests.')
    })
    const jobId = await runner.start(personId, twoSteps())
    await soon(async () => (await stored(jobId)).state).toBe('paused')
    await runner.cancel(jobId)
    const job = await untilEnded(jobId)
    expect(job.state).toBe('cancelled')
    // Sent again it was not: a stopped job sends nothing.
    expect(sent).toEqual(['A/1'])
    expect(ends(job)).toEqual([
      ['unknown', 'interrupted'],
      ['unknown', 'interrupted'],
      ['not-sent', 'cancelled'],
    ])
  })
})

describe('A job that only reads', () => {
  it('stores what came together together, and what was read before it says so', async () => {
    const kept: number[][] = []
    await onlyRead(kept)
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1', 'A/2'])
    answerOne()
    answerOne()
    const job = await untilEnded(jobId)
    expect(job).toMatchObject({ state: 'done', counts: { succeeded: 3 } })
    expect(kept.flat().sort()).toEqual([1, 2, 3])
    expect(kept.length).toBeLessThan(3)
  })

  it('and is stopped reads nothing more', async () => {
    await onlyRead([])
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1', 'A/2'])
    await runner.cancel(jobId)
    const job = await untilEnded(jobId)
    expect(job.state).toBe('cancelled')
    expect(ends(job).at(-1)).toEqual(['not-sent', 'cancelled'])
  })

  it('and pauses keeps what it read, and reads the rest when it goes on', async () => {
    let answers = 0
    await onlyRead([], () => {
      answers += 1
      if (answers === 2) throw new PauseJob(new Date(Date.now() + 1_000), 'Concur rests.')
    })
    const jobId = await runner.start(personId, threeRows())
    const job = await untilEnded(jobId)
    expect(job.state).toBe('done')
    expect(sent.filter((row) => row === 'A/1')).toHaveLength(1)
    expect(sent.filter((row) => row === 'A/2')).toHaveLength(2)
  })
})

describe('A job that meets trouble', () => {
  it('pauses until a stated time with the reason, and then settles what it had sent', async () => {
    await asOne(() => {
      throw new PauseJob(new Date(Date.now() + 1_000), 'Concur rests.')
    })
    const jobId = await runner.start(personId, twoSteps())
    await soon(async () => (await stored(jobId)).state).toBe('paused')
    const paused = await stored(jobId)
    expect(paused).toMatchObject({ reason: 'Concur rests.', pausedUntil: expect.any(String) })
    expect(paused.steps[0]?.state).toBe('paused')
    expect((await untilEnded(jobId)).state).toBe('done')
    expect(sent).toEqual(['A/1', 'A/1 settled', 'A/2'])
  })

  it('pauses five minutes for a Concur that is down', async () => {
    await asOne(() => {
      throw new ConcurUnavailable('is down', { operation: 'test', sent: 'no' })
    })
    const jobId = await runner.start(personId, twoSteps())
    await soon(async () => (await stored(jobId)).state).toBe('paused')
    const wait = Date.parse((await stored(jobId)).pausedUntil ?? '') - Date.now()
    expect(wait).toBeGreaterThan(290_000)
    expect(wait).toBeLessThanOrEqual(300_000)
    await runner.cancel(jobId)
  })

  it('gives up after some pauses, and says what was not sent', async () => {
    const rest = () => {
      throw new PauseJob(new Date(), 'Concur rests.')
    }
    await asOne(...Array.from({ length: PAUSES + 1 }, () => rest))
    const job = await untilEnded(await runner.start(personId, twoSteps()))
    expect(job).toMatchObject({ state: 'failed', reason: expect.stringContaining('gave up') })
    expect(ends(job)).toEqual([
      ['unknown', 'interrupted'],
      ['unknown', 'interrupted'],
      ['not-sent', 'concur-away'],
    ])
  })

  it('counts its pauses anew when a step has ended', async () => {
    const rest = () => {
      throw new PauseJob(new Date(), 'Concur rests.')
    }
    const goOn = () => {}
    await asOne(...Array.from({ length: PAUSES }, () => rest), goOn, rest)
    const job = await untilEnded(await runner.start(personId, twoSteps()))
    expect(job).toMatchObject({ state: 'done', reason: undefined })
  })

  it('sends no further row once one was told to wait', async () => {
    answerOne = () => {}
    await begin({
      rowsAtOnce: 1,
      runStep: (run) =>
        run.eachRow(async ({ row }) => {
          sent.push(`${run.input}/${row}`)
          throw new PauseJob(new Date(Date.now() + 600_000), 'Concur rests.')
        }),
    })
    const jobId = await runner.start(personId, threeRows())
    await soon(async () => (await stored(jobId)).state).toBe('paused')
    expect(sent).toEqual(['A/1'])
    await runner.cancel(jobId)
  })

  it('and pauses keeps in mind what a process that went away may have sent', async () => {
    answerOne = () => {}
    const pausesMs = [500, 600_000]
    await begin({
      rowsAtOnce: 1,
      runStep: (run) =>
        run.eachRow(async ({ row }) => {
          sent.push(`${run.input}/${row}`)
          throw new PauseJob(new Date(Date.now() + (pausesMs.shift() ?? 0)), 'Concur rests.')
        }),
    })
    const jobId = await runner.start(personId, threeRows())
    await soon(async () => (await stored(jobId)).state).toBe('paused')
    const first = and(eq(jobRows.jobId, jobId), eq(jobRows.row, 1))
    expect((await stored(jobId)).rows[0]?.startedAt).toBeNull()
    await db().update(jobRows).set({ startedAt: new Date() }).where(first)
    await soon(() => sent).toEqual(['A/1', 'A/1'])
    await soon(async () => (await stored(jobId)).state).toBe('paused')
    expect((await stored(jobId)).rows[0]?.startedAt).not.toBeNull()
    await runner.cancel(jobId)
    expect(ends(await untilEnded(jobId))).toEqual([
      ['unknown', 'interrupted'],
      ['not-sent', 'cancelled'],
      ['not-sent', 'cancelled'],
    ])
  })

  it('after somebody stopped it keeps that as its reason', async () => {
    await asOne(async (run) => {
      await runner.cancel(run.jobId)
      throw new PauseJob(new Date(), 'Concur rests.')
    })
    const job = await untilEnded(await runner.start(personId, twoSteps()))
    expect(job).toMatchObject({ state: 'cancelled', reason: 'Stopped by the person who started it.' })
  })

  it('stops where Concur forbids it', async () => {
    await asOne(async (run) => {
      await run.markUnsent()
      throw new ConcurForbidden('was refused', { operation: 'test', sent: 'no', concurMessage: 'No role.' })
    })
    const job = await untilEnded(await runner.start(personId, twoSteps()))
    expect(job).toMatchObject({ state: 'failed', reason: expect.stringContaining('No role.') })
    expect(ends(job).map(([outcome]) => outcome)).toEqual(['not-sent', 'not-sent', 'not-sent'])
  })
})

describe('A job that another process has taken over', () => {
  it('takes nothing more from the first one', async () => {
    await rowByRow()
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1'])
    const job = await findJob(db(), jobId)
    const second = await claimJob(db(), jobId, job?.ticket ?? '', new Date())
    answerOne()
    await soon(() => logged).toContain('another process has taken over a job')
    // The first process learnt that it had lost the job when it wanted to store the end of its row.
    expect((await stored(jobId)).rows.map((row) => row.outcome)).toEqual(['pending', 'pending', 'pending'])
    const end = { row: 1, outcome: 'done' as const, message: 'The second knows.' }
    if (second) await endRows(db(), second.claim, [end])
    expect((await stored(jobId)).rows[0]).toMatchObject({ outcome: 'done', message: 'The second knows.' })
  })

  it('five times, each time since that process went away, is given up and says so', {
    timeout: 60_000,
  }, async () => {
    await rowByRow()
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1'])
    const [queued] = limits.parse(
      await db().execute(sql`select retry_limit from pgboss.job where data->>'jobId' = ${jobId}`),
    ).rows
    expect(queued).toEqual({ retry_limit: 4 })
    // The fifth process has it, and gives no sign of life.
    const falterAndLook = async () => {
      await db().execute(
        sql`update pgboss.job set retry_count = retry_limit, heartbeat_on = now() - interval '1 minute' where data->>'jobId' = ${jobId} and state = 'active'`,
      )
      return (await stored(jobId)).state
    }
    await expect.poll(falterAndLook, { timeout: 40_000, interval: 500 }).toBe('failed')
    const job = await stored(jobId)
    expect(job.reason).toContain('stopped several times')
    expect(ends(job)).toEqual([
      ['unknown', 'interrupted'],
      ['not-sent', 'interrupted'],
      ['not-sent', 'interrupted'],
    ])
  })

  it('is not run under an old ticket', async () => {
    await asOne()
    const jobId = await runner.start(personId, twoSteps())
    await untilEnded(jobId)
    await db().update(jobs).set({ endedAt: null, state: 'queued' }).where(eq(jobs.id, jobId))
    expect(await claimJob(db(), jobId, crypto.randomUUID(), new Date())).toBeNull()
  })

  it('starts no row under an old claim', async () => {
    await asOne()
    const jobId = await runner.start(personId, twoSteps())
    await untilEnded(jobId)
    expect(await openSteps(db(), jobId)).toEqual([])
    await expect(startRow(db(), { jobId, attempt: 99 }, 1, new Date())).rejects.toThrow()
    await expect(endRows(db(), { jobId, attempt: 99 }, [])).rejects.toBeInstanceOf(JobTaken)
  })
})

describe('Several jobs', () => {
  it('have no more rows with Concur than one may have', async () => {
    await rowByRow(4)
    for (let n = 0; n < 4; n += 1) await runner.start(personId, threeRows())
    await soon(() => sent.length).toBe(4)
    let answered = 0
    while (answered < 8) {
      answerOne()
      answered += 1
      await soon(() => sent.length).toBe(4 + answered)
    }
  })

  it('take turns: a short one does not wait for a long one that came first', async () => {
    await rowByRow()
    const many = Array.from({ length: 12 }, (_, index) => index + 1)
    const long = await runner.start(personId, { ...threeRows(), steps: [{ rows: rows(...many) }] })
    await soon(() => sent).toEqual(['A/1'])
    const short = await runner.start(personId, threeRows('B'))
    await soon(async () => (await stored(short)).steps[0]?.state).toBe('running')
    await Promise.all([untilEnded(long), untilEnded(short)])
    expect(sent.indexOf('B/3')).toBeLessThan(sent.indexOf('A/12'))
    expect(sent.indexOf('A/3')).toBeLessThan(sent.indexOf('B/3'))
  })

  it('of one lane send one step at a time and take turns; those of another lane go on beside', async () => {
    let inLane = 0
    let most = 0
    const step = async () => {
      inLane += 1
      most = Math.max(most, inLane)
      await new Promise((resolve) => setImmediate(resolve))
      inLane -= 1
    }
    const onceBothRun = async () => {
      await soon(() =>
        db()
          .select()
          .from(jobs)
          .where(and(eq(jobs.kind, kind), eq(jobs.state, 'running'))),
      ).toHaveLength(2)
      await step()
    }
    await asOne(onceBothRun, step, step, step)
    const [one, two] = await Promise.all([
      runner.start(personId, twoSteps('A', 'list 1')),
      runner.start(personId, twoSteps('B', 'list 1')),
    ])
    await Promise.all([untilEnded(one), untilEnded(two)])
    expect(most).toBe(1)
    expect(sent).toHaveLength(4)
    expect(sent[0]?.[0]).not.toBe(sent[1]?.[0])
  })
})

describe('A lane', () => {
  it('waits for no job that nobody runs', async () => {
    await asOne()
    await untilEnded(await runner.start(personId, twoSteps('A', 'list 2')))
    const left = await runByNobody(twoSteps('B', 'list 2'))
    // As long ago as those that wait look at least once.
    await db()
      .update(jobLanes)
      .set({ heldUntil: sql`now() - interval '7 seconds'` })
      .where(eq(jobLanes.lane, 'list 2'))
    expect((await untilEnded(await runner.start(personId, twoSteps('C', 'list 2')))).state).toBe('done')
    await db().update(jobs).set({ endedAt: new Date() }).where(eq(jobs.id, left))
  })

  it('is not left by a process that has lost the job', async () => {
    await asOne()
    const jobId = await runByNobody(twoSteps('A', 'list 3'))
    expect(await takeLane(db(), 'list 3', { jobId, attempt: 1 })).toBe(true)
    const { ticket = '' } = (await findJob(db(), jobId)) ?? {}
    const second = await claimJob(db(), jobId, ticket, new Date())
    await leaveLane(db(), 'list 3', { jobId, attempt: 1 })
    const holder = () => db().select().from(jobLanes).where(eq(jobLanes.lane, 'list 3'))
    expect(await holder()).toMatchObject([{ jobId }])
    if (second) await leaveLane(db(), 'list 3', second.claim)
    expect(await holder()).toMatchObject([{ jobId: null }])
  })
})

describe('A desk that is alone with its database', () => {
  it('takes what waited in the queue once', async () => {
    await rowByRow(1, true)
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1'])
    const closed = runner.close()
    answerOne()
    await closed
    await rowByRow(1, true)
    await untilEnded(jobId)
    expect(await findJob(db(), jobId)).toMatchObject({ state: 'done', attempt: 2 })
    expect(sent).toEqual(['A/1', 'A/2', 'A/3'])
  })
})

describe('A desk that is being stopped', () => {
  it('hands out nothing that it has put back itself', async () => {
    await rowByRow(2)
    const jobIds = [
      await runner.start(personId, { ...threeRows('A'), steps: [{ rows: rows(1, 2, 3, 4) }] }),
      await runner.start(personId, threeRows('B')),
    ]
    await soon(() => sent.length).toBe(2)
    const closed = runner.close()
    const putBack = async () => {
      const found = await db().select().from(jobs).where(inArray(jobs.id, jobIds))
      return found.filter(({ state }) => state === 'queued')
    }
    await soon(async () => {
      if ((await putBack()).length < 2) answerOne()
      return putBack()
    }).toHaveLength(2)
    await closed
    const { rows: calls } = handed.parse(
      await db().execute(
        sql`select distinct state::text, retry_count from pgboss.job where data->>'jobId' in ${jobIds} and state < 'completed'`,
      ),
    )
    // What was being fetched when the queue was stopped may come once; that is no try yet.
    expect(calls.length).toBeGreaterThan(0)
    expect(calls.map((call) => call.retry_count)).toEqual(calls.map(() => 0))
    for (const jobId of jobIds) await runner.cancel(jobId)
  })

  it('ends the rows with Concur and leaves the others to the next process', async () => {
    await rowByRow()
    const jobId = await runner.start(personId, threeRows())
    await soon(() => sent).toEqual(['A/1'])
    const closed = runner.close()
    await expect(runner.start(personId, threeRows())).rejects.toMatchObject({ status: 503 })
    answerOne()
    await closed
    const left = await stored(jobId)
    expect(ends(left)).toEqual([
      ['done', null],
      ['pending', null],
      ['pending', null],
    ])
    expect(left).toMatchObject({ state: 'queued', reason: 'Clearance is being restarted.' })
    await rowByRow()
    expect((await untilEnded(jobId)).state).toBe('done')
    expect(sent).toEqual(['A/1', 'A/2', 'A/3'])
  })

  // The last test: this desk takes nothing more.
  it('answers calls that are under way and refuses new ones with a time to come back', async () => {
    await rowByRow()
    const mira = await desk.signIn()
    const { json } = await mira.get('/api/requests')
    const key = encodeURIComponent(json.items[0].requestKey)
    const isDeciding = () =>
      desk.sandbox.store.calls.all().some((call) => call.path.includes('workflowaction'))
    await control(desk.sandbox.url, 'POST', '/faults', {
      kind: 'delay',
      ms: 300,
      match: { path: 'workflowaction' },
    })
    const decision = mira.send('POST', `/api/requests/${key}/send-back`, { comment: 'Add the agenda' })
    await soon(isDeciding).toBe(true)
    let ended = false
    const work = desk.app.endWork().then(() => {
      ended = true
    })
    expect(await mira.get('/api/me')).toMatchObject({
      status: 503,
      json: { code: 'restarting', detail: expect.stringContaining('Nothing was changed'), retryAfter: 5 },
    })
    expect(await mira.get('/api/health/ready')).toMatchObject({ status: 503, json: { reason: 'stopping' } })
    expect(ended).toBe(false)
    expect(await decision).toMatchObject({ status: 200, json: { outcome: 'done' } })
    await work
  })
})
