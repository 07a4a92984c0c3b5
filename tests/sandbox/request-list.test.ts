import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, control, DANIEL, keyOf, MIRA, PRIYA, rowsOf } from './client.ts'

let sandbox: RunningSandbox
let mira: Caller

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  mira = await Caller.signIn(sandbox, MIRA)
})
afterAll(() => sandbox.close())

const statuses = async (query: string) =>
  new Set((await rowsOf(await mira.list(query))).map((row) => row.ApprovalStatus))

test('A row holds every element of the table', async () => {
  const [row] = await rowsOf(await mira.list('?status=TOAPPROVE'))
  for (const name of [
    'RequestID',
    'RequestName',
    'Purpose',
    'RequestCurrency',
    'RequestTotal',
    'RequestDate',
    'StartDate',
    'EndDate',
    'LastComment',
    'RequestUserLoginID',
    'ApproverLoginID',
    'EmployeeName',
    'ApprovalStatus',
  ]) {
    expect(row, name).toHaveProperty(name)
  }
  expect(row?.RequestDetailsUrl).toMatch(
    /^https:\/\/www\.concursolutions\.com\/api\/travelrequest\/v1\.0\/requests\/n.+$/,
  )
  expect(row?.RequestTotal).toMatch(/^\d+\.\d{8}$/)
  expect(row?.StartDate).toMatch(/^\d{1,2}\/\d{1,2}\/\d{4}$/)
})

test('42 requests wait for Mira, who is their approver', async () => {
  const rows = await rowsOf(await mira.list('?status=TOAPPROVE'))
  expect(rows).toHaveLength(42)
  expect(new Set(rows.map((row) => row.ApproverLoginID))).toEqual(new Set([MIRA.login]))
  expect(await rowsOf(await mira.list('/?status=TOAPPROVE'))).toEqual(rows)
})

test.each([
  ['UNSUBMITTED', ['Not Submitted', 'Sent Back to Employee']],
  ['PENDING', ['Submitted &amp; Pending Approval']],
  ['VALIDATED', ['Approved']],
  ['CANCELED', ['Cancelled']],
  ['CLOSED', ['Closed']],
  ['SUBMITTED', ['Submitted &amp; Pending Approval', 'Approved']],
  ['APPROVED', ['Approved']],
  ['toapprove', ['Submitted &amp; Pending Approval']],
])('The status %s finds what it says', async (status, expected) => {
  const xml = await (await mira.list(`?status=${status}`)).text()
  const found = new Set(
    [...xml.matchAll(/<ApprovalStatus>(.*?)<\/ApprovalStatus>/g)].map((match) => match[1]),
  )
  expect(found).toEqual(new Set(expected))
})

test('Without a status the active ones come: neither cancelled nor closed', async () => {
  expect(await statuses('')).toEqual(await statuses('?status=ACTIVE'))
  expect(await statuses('')).not.toContain('Cancelled')
  expect(await statuses('')).not.toContain('Closed')
})

test('There are never more than 1000 rows, the ones changed last come first', async () => {
  const rows = await rowsOf(await mira.list())
  expect(rows).toHaveLength(1000)
  const last = await (await mira.details(keyOf(rows.at(-1)))).text()
  const first = await (await mira.details(keyOf(rows[0]))).text()
  const modified = (xml: string) => /<LastModifiedDate>(.*?)</.exec(xml)?.[1] ?? ''
  expect(modified(first) > modified(last)).toBe(true)
  expect(await rowsOf(await mira.list(`?modifiedbeforedate=${modified(last)}`))).not.toHaveLength(0)
})

test('A window of modified dates holds what was changed inside it', async () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const all = await rowsOf(await mira.list('?status=PENDING'))
  const since = await rowsOf(await mira.list(`?status=PENDING&modifiedafterdate=${day(6)}`))
  const until = await rowsOf(await mira.list(`?status=PENDING&modifiedbeforedate=${day(6)}T00:00:00`))
  expect(since.length).toBeGreaterThan(0)
  expect(until.length).toBeGreaterThan(0)
  expect(since.length + until.length).toBe(all.length)
})

test("One person's requests are found by their login, an approver's by the approver's", async () => {
  const own = await rowsOf(await mira.list(`?loginid=${MIRA.login}`))
  expect(new Set(own.map((row) => row.RequestUserLoginID))).toEqual(new Set([MIRA.login]))
  expect(new Set(own.map((row) => row.ApprovalStatus))).toHaveLength(4)
  const hana = await rowsOf(await mira.list('?status=TOAPPROVE&loginid=hana.lindqvist@northwind.example'))
  expect(hana.length).toBeGreaterThan(0)
  expect(new Set(hana.map((row) => row.ApproverLoginID))).toEqual(
    new Set(['hana.lindqvist@northwind.example']),
  )
  expect(await rowsOf(await mira.list('?loginid=nobody@northwind.example'))).toEqual([])
})

test.each([
  ['an unknown status', '?status=WAITING'],
  ['a name every object has', '?status=constructor'],
  ['an American date', '?modifiedafterdate=9/25/2012'],
  ['a day that does not exist', '?modifiedafterdate=2026-06-31'],
  ['a zone', '?modifiedbeforedate=2012-01-01T00:00:00Z'],
  ['half a time', '?modifiedbeforedate=2012-01-01T00'],
])('A search with %s is 400 in the error envelope', async (_, query) => {
  const answer = await mira.list(query)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(/<Message><Text>.+<\/Text><Field>.+<\/Field><\/Message>/)
})

test.each([
  ['list administrator', DANIEL],
  ['processor', PRIYA],
])('The %s, who is no Web Services Administrator, may not list requests', async (_, person) => {
  const answer = await (await Caller.signIn(sandbox, person)).list('?status=TOAPPROVE')
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Web Services Administrator')
})

test('The same seed gives the same requests, another one others', async () => {
  const today = Date.parse('2026-11-16T09:00:00Z')
  const started = await Promise.all(
    [7, 7, 8].map((seed) => startSandbox({ port: 0, seed, today, now: () => today })),
  )
  const [one, same, other] = await Promise.all(
    started.map(async (each) => (await (await Caller.signIn(each, MIRA)).list()).text()),
  )
  expect(one).toBe(same)
  expect(one).not.toBe(other)
  await Promise.all(started.map((each) => each.close()))
})

test('How many wait for Mira can be chosen and changes no other request', async () => {
  const few = await startSandbox({ port: 0, pendingForApprover: 3, today: Date.parse('2026-11-16') })
  const caller = await Caller.signIn(few, MIRA)
  const closed = await rowsOf(await caller.list('?status=CLOSED'))
  await control(few.url, 'POST', '/reset', { pendingForApprover: 1500 })
  expect(await rowsOf(await caller.list('?status=TOAPPROVE'))).toHaveLength(1000)
  expect((await rowsOf(await caller.list('?status=CLOSED'))).map((row) => row.RequestID)).toEqual(
    closed.map((row) => row.RequestID),
  )
  await few.close()
})

test('Names keep their letters: accents, Hangul, Arabic, an ampersand', async () => {
  const names = new Set((await rowsOf(await mira.list())).map((row) => row.EmployeeName))
  for (const name of ['Marta Zielińska', '민준 박', '美咲 田中', 'فاطمة الصباح', 'Ida Holm & Søn'])
    expect(names).toContain(name)
})
