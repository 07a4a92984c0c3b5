import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findSignedInPerson } from '#lib/auth/sign-in-person.ts'
import { getRequest } from '#lib/concur/requests-v1.ts'
import { type Context, jobContext } from '#lib/context.ts'
import { auditEntries, people, workflowIntents } from '#lib/db/schema.ts'
import { clearExceptionsJob } from '#lib/exceptions/clear-exceptions.job.ts'
import { exceptionKey } from '#lib/exceptions/place.ts'
import { type JobKind, PauseJob, type RowEnd } from '#lib/jobs/job-kind.ts'
import { bulkDecisionJob } from '#lib/requests/bulk-decision.job.ts'
import { versionOf } from '#lib/requests/present-request.ts'
import { standOf } from '#lib/requests/read-back.ts'
import { takeWorkflowAction } from '#lib/requests/take-workflow-action.ts'
import { claimIntent } from '#lib/requests/workflow-intents.ts'
import { MIRA, type Person, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { reportWith } from '../sandbox/report-client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let mira: Browser
let approver: Context
let processor: Context
let seed = 40

const A_MINUTE = 60_000
const aMinuteAgo = () => new Date(Date.now() - A_MINUTE)
const db = () => desk.app.database.db
const fault = (kind: string, method: string, path: string) =>
  control(desk.sandbox.url, 'POST', '/faults', { kind, match: { method, path } })

beforeAll(async () => {
  desk = await openDesk({ env: { CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token' } })
  mira = await desk.signIn(MIRA, 'patient')
  await desk.signIn(PRIYA)
  approver = await contextOf(MIRA)
  processor = await contextOf(PRIYA)
})
afterAll(() => desk.close())
// Other requests each time: what was decided about one is remembered.
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset', { seed: seed++ }))

async function contextOf({ id }: Person): Promise<Context> {
  const [person] = await db().select().from(people).where(eq(people.concurUserId, id))
  return jobContext(desk.app, await findSignedInPerson(db(), person?.id ?? ''), desk.app.log)
}

const jobId = crypto.randomUUID()
const nothing = async () => {}

/** A row of a job as the next process takes it, whose last one had started it. */
async function comesBack(
  kind: JobKind<Context>,
  context: Context,
  input: unknown,
  item: Record<string, unknown>,
): Promise<RowEnd> {
  const ends: RowEnd[] = []
  await kind.runStep({
    context,
    jobId,
    input,
    title: '',
    index: 1,
    operation: null,
    sentAt: null,
    pending: async () => [],
    markSent: nothing,
    markUnsent: nothing,
    end: nothing,
    readRows: nothing,
    eachRow: async (send) => void ends.push(await send({ row: 1, item, startedAt: aMinuteAgo() })),
  })
  return ends[0] ?? expect.fail('The row has no end.')
}

async function phasesOf(objectKey: string): Promise<string[][]> {
  const entries = await db()
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.objectKey, objectKey))
    .orderBy(auditEntries.id)
  return [...Map.groupBy(entries, ({ actId }) => actId).values()].map((act) => act.map(({ phase }) => phase))
}

describe('A decision that a process left behind', () => {
  async function waitingRequest() {
    const { json } = await mira.get('/api/requests?status=TOAPPROVE')
    const requestKey: string = json.items[0].requestKey
    return getRequest(approver.concur, requestKey).then((read) => ({ requestKey, read }))
  }
  type Waiting = Awaited<ReturnType<typeof waitingRequest>>

  async function leftBehind({ requestKey, read }: Waiting) {
    const stepId = read.workflowStepId ?? ''
    const personId = approver.person.id
    const decision = { requestKey, action: 'approve', stepId, personId, version: versionOf(read) } as const
    await claimIntent(db(), { ...decision, before: standOf(read) }, aMinuteAgo)
  }
  const attempt = ({ requestKey }: Waiting) =>
    approver.audit.attempt({
      verb: 'approve',
      object: { kind: 'travel request', key: requestKey, label: '' },
      jobId,
    })
  const comes = ({ requestKey }: Waiting) =>
    comesBack(bulkDecisionJob, approver, { action: 'approve' }, { requestKey, exceptionsSeen: true })
  const approvals = () =>
    desk.sandbox.store.calls
      .all()
      .filter(({ method, path }) => method === 'POST' && /workflowaction/i.test(path))

  it.each(['403', '404', 'html'])('is unknown where the request cannot be read now (%s)', async (kind) => {
    const waiting = await waitingRequest()
    await leftBehind(waiting)
    await attempt(waiting)
    await fault(kind, 'GET', '/requests/[^/]+$')
    const end = await comes(waiting)
    expect(end).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('cannot be read now') })
    expect(approvals()).toEqual([])
  })

  it('before anything was sent is made once, however many find it', async () => {
    const waiting = await waitingRequest()
    const { requestKey } = waiting
    await leftBehind(waiting)
    const before = (await phasesOf(requestKey)).length
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => takeWorkflowAction(approver, { action: 'approve', requestKey })),
    )
    expect(answers.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done'])
    expect((await phasesOf(requestKey)).slice(before)).toEqual([['attempt', 'done']])
    expect(approvals()).toHaveLength(1)
  })

  it('by one that was held up and comes to itself is not sent by that one', async () => {
    const { requestKey } = await waitingRequest()
    const before = (await phasesOf(requestKey)).length
    const heldUp: Context = {
      ...approver,
      audit: {
        ...approver.audit,
        async attempt(what) {
          const act = await approver.audit.attempt(what)
          // Meanwhile another has found it left behind, and decided.
          await db()
            .update(workflowIntents)
            .set({ attempt: 9, state: 'done', message: 'Another did it.', settledAt: new Date() })
            .where(eq(workflowIntents.requestKey, requestKey))
          return act
        },
      },
    }
    const answer = await takeWorkflowAction(heldUp, { action: 'approve', requestKey })
    expect(answer).toMatchObject({ outcome: 'done', message: 'Another did it.' })
    expect(approvals()).toEqual([])
    expect((await phasesOf(requestKey)).slice(before)).toEqual([['attempt', 'refused']])
  })
})

describe('A clearing that a process left behind', () => {
  async function begun() {
    const report = await reportWith(desk.sandbox.url, 'header')
    const exceptionCode =
      report.exceptions.find(({ level }) => level === 'header')?.exceptionCode ?? expect.fail('none there')
    const { reportId } = report
    const key = exceptionKey({ reportId }, exceptionCode)
    await processor.audit.attempt({
      verb: 'clear-exception',
      object: { kind: 'exception', key, label: '' },
      jobId,
    })
    const before = (await phasesOf(key)).length - 1
    return {
      comes: () =>
        comesBack(clearExceptionsJob, processor, { reason: 'Settled' }, { reportId, exceptionCode }),
      acts: async () => (await phasesOf(key)).slice(before),
    }
  }

  it('is unknown where it cannot be looked at, for the person and in the audit log', async () => {
    const { comes, acts } = await begun()
    await fault('403', 'GET', 'exceptions')
    expect(await comes()).toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('cannot be settled now'),
    })
    expect(await acts()).toEqual([['attempt', 'unknown']])
  })

  it('stays open while Concur is away, and is gone on with after that', async () => {
    const { comes, acts } = await begun()
    await fault('503', 'GET', 'exceptions')
    await expect(comes()).rejects.toBeInstanceOf(PauseJob)
    expect(await acts()).toEqual([['attempt']])
    await control(desk.sandbox.url, 'DELETE', '/faults')
    expect(await comes()).toMatchObject({ outcome: 'done' })
    expect(await acts()).toEqual([['attempt', 'done']])
  })
})
