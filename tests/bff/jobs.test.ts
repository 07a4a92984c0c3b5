import { eq, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { jobRows, jobs, people } from '#lib/db/schema.ts'
import { createJobRunner, type JobHandler, type JobRunner } from '#lib/jobs/job-runner.ts'
import {
  beginJob,
  createJob,
  endJobsLeftBehind,
  HEARTBEAT_MS,
  startRow,
  stopJob,
} from '#lib/jobs/job-store.ts'
import { control } from '../sandbox/client.ts'
import { openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let personId: string
let runner: JobRunner
/** Rows in the order in which they came to be with Concur, as `job/row`. */
let sent: string[]
/** Ends the row with Concur that has waited longest. */
let answerOne: () => void
let logged: string[]

const db = () => desk.app.database.db
const threeRows = { kind: 'test', title: 'A', input: 'A', items: [{ n: 1 }, { n: 2 }, { n: 3 }] }

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
  runner = newRunner()
})
afterEach(async () => {
  await answerUntilIdle()
  await runner.close()
})

/** A runner whose rows wait for an answer of the test. */
function newRunner(concurrency = 1, now = () => new Date()): JobRunner {
  const waiting: (() => void)[] = []
  answerOne = () => waiting.shift()?.()
  const handler: JobHandler<null> = {
    kind: 'test',
    concurrency,
    runRow: async (_, _jobId, input, item) => {
      const { n } = JSON.parse(JSON.stringify(item))
      sent.push(`${input}/${n}`)
      await new Promise<void>((resolve) => waiting.push(resolve))
      return { outcome: 'done', message: `${input}/${n} is done` }
    },
  }
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line).msg) })
  return createJobRunner<null>({ db: db(), handlers: [handler], contextFor: async () => null, now, log })
}

async function answerUntilIdle(): Promise<void> {
  let idle = false
  void runner.idle().then(() => {
    idle = true
  })
  await soon(() => {
    answerOne()
    return idle
  }).toBe(true)
}

/** A machine that runs other tests beside may need more than the second that vitest waits. */
function soon<T>(look: () => T) {
  return expect.poll(look, { timeout: 15_000, interval: 10 })
}

async function stored(jobId: string) {
  const [job] = await db().select().from(jobs).where(eq(jobs.id, jobId))
  const rows = await db().select().from(jobRows).where(eq(jobRows.jobId, jobId)).orderBy(jobRows.row)
  return { state: job?.state, reason: job?.reason, endedAt: job?.endedAt, rows }
}

const ends = (job: Awaited<ReturnType<typeof stored>>) => job.rows.map(({ outcome, code }) => [outcome, code])

/** While it lasts the database refuses what does not fit; what is stored already stays. */
async function refusing(table: 'jobs' | 'job_rows', allowed: string, act: () => Promise<unknown>) {
  await db().execute(sql.raw(`alter table ${table} add constraint refuse_some check (${allowed}) not valid`))
  try {
    await act()
  } finally {
    await db().execute(sql.raw(`alter table ${table} drop constraint refuse_some`))
  }
}

describe('A row', () => {
  it('is sent once, however often it is asked for', async () => {
    const jobId = await createJob(db(), personId, threeRows, new Date())
    await beginJob(db(), jobId)
    const asked = await Promise.all([1, 2, 3].map(() => startRow(db(), jobId, 1, new Date())))
    expect(asked.filter(Boolean)).toHaveLength(1)
  })

  it.each(['queued', 'paused', 'done', 'failed', 'cancelled'] as const)(
    'does not start in a job that is %s',
    async (state) => {
      const jobId = await createJob(db(), personId, threeRows, new Date())
      await db().update(jobs).set({ state }).where(eq(jobs.id, jobId))
      expect(await startRow(db(), jobId, 1, new Date())).toBe(false)
    },
  )

  it('whose end cannot be stored is unknown, says the log, and the others end as they did', async () => {
    await refusing('job_rows', `message is distinct from 'A/2 is done'`, async () => {
      const jobId = await runner.start(personId, threeRows)
      await answerUntilIdle()
      const job = await stored(jobId)
      expect(ends(job)).toEqual([
        ['done', null],
        ['unknown', 'interrupted'],
        ['done', null],
      ])
      expect(job).toMatchObject({ state: 'failed', endedAt: expect.any(Date) })
      expect(logged).toContain('a row of a job could not be stored')
    })
  })
})

describe('A job that is stopped', () => {
  it('ends what is with Concur, sends nothing more, and has ended when the last row has', async () => {
    const jobId = await runner.start(personId, threeRows)
    await soon(() => sent).toEqual(['A/1'])
    await runner.cancel(jobId)
    expect(await stored(jobId)).toMatchObject({ state: 'cancelled', endedAt: null })
    await answerUntilIdle()
    const job = await stored(jobId)
    expect(ends(job)).toEqual([
      ['done', null],
      ['not-sent', 'cancelled'],
      ['not-sent', 'cancelled'],
    ])
    expect(job).toMatchObject({ state: 'cancelled', endedAt: expect.any(Date) })
    expect(sent).toEqual(['A/1'])
  })

  it('is stopped with its unsent rows or not at all', async () => {
    const jobId = await createJob(db(), personId, threeRows, new Date())
    await refusing('job_rows', `outcome <> 'not-sent'`, () =>
      expect(stopJob(db(), jobId, 'Stopped.')).rejects.toThrow(),
    )
    expect(await stored(jobId)).toMatchObject({ state: 'queued', reason: null })
  })
})

describe('A job whose process died', () => {
  it.each([
    ['queued', 'failed'],
    ['running', 'failed'],
    ['cancelled', 'cancelled'],
  ] as const)('keeps no pending row when it was %s', async (state, endState) => {
    const jobId = await createJob(db(), personId, threeRows, new Date())
    await beginJob(db(), jobId)
    await startRow(db(), jobId, 1, new Date())
    await db()
      .update(jobs)
      .set({ state, heartbeatAt: new Date(0) })
      .where(eq(jobs.id, jobId))
    expect(await endJobsLeftBehind(db(), new Date())).toEqual([jobId])
    const job = await stored(jobId)
    expect(ends(job)).toEqual([
      ['unknown', 'interrupted'],
      ['not-sent', 'interrupted'],
      ['not-sent', 'interrupted'],
    ])
    expect(job).toMatchObject({ state: endState, endedAt: expect.any(Date) })
    expect(await endJobsLeftBehind(db(), new Date())).toEqual([])
  })

  it('is ended by one of several processes that notice it', async () => {
    const jobId = await createJob(db(), personId, threeRows, new Date())
    await db()
      .update(jobs)
      .set({ heartbeatAt: new Date(0) })
      .where(eq(jobs.id, jobId))
    const noticed = await Promise.all([1, 2, 3].map(() => endJobsLeftBehind(db(), new Date())))
    expect(noticed.flat()).toEqual([jobId])
  })
})

describe('A job whose process lives', () => {
  it.each([-3_600_000, 3_600_000])(
    'is not taken for dead where the clock of its machine is %i ms off',
    async (off) => {
      await runner.close()
      runner = newRunner(1, () => new Date(Date.now() + off))
      const jobId = await runner.start(personId, threeRows)
      await soon(() => sent).toEqual(['A/1'])
      expect(await endJobsLeftBehind(db(), new Date(Date.now() - off))).toEqual([])
      await answerUntilIdle()
      expect((await stored(jobId)).state).toBe('done')
    },
  )

  it('says in the log when its heartbeat cannot be stored', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      await runner.start(personId, threeRows)
      await soon(() => sent).toEqual(['A/1'])
      await refusing('jobs', 'heartbeat_at is null', async () => {
        vi.advanceTimersByTime(HEARTBEAT_MS)
        await soon(() => logged).toContain('the heartbeat of a job could not be stored')
      })
      await answerUntilIdle()
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('Several jobs', () => {
  it('have no more rows with Concur than one may have', async () => {
    await runner.close()
    runner = newRunner(4)
    for (let n = 0; n < 10; n += 1) await runner.start(personId, threeRows)
    await soon(() => sent.length).toBe(4)
    let answered = 0
    while (answered < 26) {
      answerOne()
      answered += 1
      await soon(() => sent.length).toBe(4 + answered)
    }
    await answerUntilIdle()
    expect(sent).toHaveLength(30)
  })

  it('take turns: a short one does not wait for a long one that came first', async () => {
    const items = Array.from({ length: 12 }, (_, index) => ({ n: index + 1 }))
    await runner.start(personId, { ...threeRows, items })
    await soon(() => sent).toEqual(['A/1'])
    const short = await runner.start(personId, { ...threeRows, input: 'B' })
    await soon(async () => (await stored(short)).state).toBe('running')
    await answerUntilIdle()
    expect(sent.indexOf('B/3')).toBeLessThan(sent.indexOf('A/12'))
    expect(sent.indexOf('A/3')).toBeLessThan(sent.indexOf('B/3'))
  })
})

describe('A desk that is being stopped', () => {
  it('ends the rows with Concur, does not send the others, and takes no new job', async () => {
    const jobId = await runner.start(personId, threeRows)
    await soon(() => sent).toEqual(['A/1'])
    const closed = runner.close()
    await expect(runner.start(personId, threeRows)).rejects.toMatchObject({ status: 503 })
    answerOne()
    await closed
    const job = await stored(jobId)
    expect(ends(job)).toEqual([
      ['done', null],
      ['not-sent', 'interrupted'],
      ['not-sent', 'interrupted'],
    ])
    expect(job).toMatchObject({ state: 'failed', reason: 'Clearance was stopped.' })
  })

  it('tells a job as done whose last row was with Concur', async () => {
    const jobId = await runner.start(personId, { ...threeRows, items: [{ n: 1 }] })
    await soon(() => sent).toEqual(['A/1'])
    const closed = runner.close()
    answerOne()
    await closed
    expect((await stored(jobId)).state).toBe('done')
  })

  // The last test: this desk takes nothing more.
  it('answers calls that are under way and refuses new ones with a time to come back', async () => {
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
      json: { detail: expect.stringContaining('Nothing was changed'), retryAfter: 5 },
    })
    expect(ended).toBe(false)
    expect(await decision).toMatchObject({ status: 200, json: { outcome: 'done' } })
    await work
  })
})
