import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, control, MIRA, PRIYA } from './client.ts'
import {
  type CountedReport,
  companyCaller,
  heldReport,
  heldReports,
  reportWith,
  signInForReports,
  V4,
} from './report-client.ts'

let sandbox: RunningSandbox
let url: string
let company: Caller
let mira: Caller
let priya: Caller
let all: CountedReport[]

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  url = sandbox.url
  company = await companyCaller(sandbox)
  mira = await signInForReports(sandbox, MIRA)
  priya = await signInForReports(sandbox, PRIYA)
  all = await heldReports(url)
})
afterAll(() => sandbox.close())

const V3 = '/api/v3.0/expense/reports'
const page = z.object({ Items: z.array(z.record(z.string(), z.unknown())), NextPage: z.string().optional() })
const search = async (caller: Caller, query: string) =>
  page.parse(await (await caller.get(`${V3}${query}`)).json())
const offsetOf = (nextPage: string | undefined) => new URL(nextPage ?? '').searchParams.get('offset')
const names = (value: unknown) => Object.keys(z.record(z.string(), z.unknown()).parse(value))

/** The elements that v3.reports prints, in its order. */
const PRINTED_V3 =
  'Name Total CurrencyCode Country CountrySubdivision CreateDate SubmitDate ProcessingPaymentDate PaidDate ' +
  'ReceiptsReceived UserDefinedDate LastComment OwnerLoginID OwnerName ApproverLoginID ApproverName ApprovalStatusName ' +
  'ApprovalStatusCode PaymentStatusName PaymentStatusCode LastModifiedDate PersonalAmount AmountDueEmployee ' +
  'AmountDueCompanyCard TotalClaimedAmount TotalApprovedAmount LedgerName PolicyID EverSentBack HasException WorkflowActionUrl'

test('A report of v3 has the printed elements', async () => {
  const { Items } = await search(mira, '?user=ALL&limit=1')
  expect(names(Items[0]).slice(0, 31).join(' ')).toBe(PRINTED_V3)
  expect(names(Items[0]).slice(-3)).toEqual(['Custom20', 'ID', 'URI'])
  expect(Items[0]?.CreateDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,2}[1-9])?)?/)
})

test('Pages of everybody’s reports follow each other by a link to a legacy host', async () => {
  const ids: unknown[] = []
  let offset: string | null = null
  do {
    const { Items, NextPage } = await search(mira, `?user=ALL&limit=100${offset ? `&offset=${offset}` : ''}`)
    ids.push(...Items.map(({ ID }) => ID))
    if (NextPage) {
      expect(NextPage).toContain(`https://www.concursolutions.com${V3}?user=ALL&limit=100&offset=`)
    }
    offset = NextPage ? offsetOf(NextPage) : null
  } while (offset)
  expect(ids).toEqual(all.map(({ reportId }) => reportId))
})

test('Without a limit there are 25 to a page', async () => {
  expect((await search(company, '?user=ALL')).Items).toHaveLength(25)
})

test('A page stays whole when a report on it changes meanwhile', async () => {
  const first = await search(company, '?user=ALL&limit=100')
  await control(url, 'POST', `/reports/${all[200]?.reportId}/touch`, {})
  const second = await search(company, `?user=ALL&limit=100&offset=${offsetOf(first.NextPage)}`)
  expect(second.Items[0]?.ID).toBe(all[100]?.reportId)
})

test.each([
  ['no user is named', '', (report: CountedReport) => report.ownerLogin === MIRA.login],
  [
    'one is named',
    '&user=Tom.Ashby@northwind.example',
    (report: CountedReport) => report.ownerLogin.startsWith('tom.'),
  ],
  [
    'a status is',
    '&user=ALL&approvalStatusCode=A_RESU',
    (report: CountedReport) => report.status === 'A_RESU',
  ],
  [
    'several are',
    '&user=ALL&approvalStatusCode=A_PVAL,A_TEXP',
    ({ status }: CountedReport) => ['A_PVAL', 'A_TEXP'].includes(status),
  ],
])('The search finds what is asked for when %s', async (_, query, expected) => {
  const { Items } = await search(mira, `?limit=100${query}`)
  expect(Items.map(({ ID }) => ID)).toEqual(all.filter(expected).map(({ reportId }) => reportId))
})

test('Every approval status code of the page is there', () => {
  const codes = 'A_AAFH A_ACCO A_APPR A_EXTV A_FILE A_NOTF A_PBDG A_PECO A_PEND A_PVAL A_RESU A_RHLD A_TEXP'
  expect([...new Set(all.map(({ status }) => status))].sort()).toEqual(codes.split(' '))
})

test('A report whose exceptions change is found by its modified date', async () => {
  const touched = all[7]?.reportId
  const now = new Date(Date.now() - 1000).toISOString().slice(0, 23)
  await control(url, 'POST', `/reports/${touched}/touch`, { add: [{ exceptionCode: 'MANUAL' }] })
  const ids = async (query: string) =>
    (await search(company, `?user=ALL&limit=100&${query}`)).Items.map(({ ID }) => ID)
  expect(await ids(`modifiedDateAfter=${now}`)).toContain(touched)
  expect(await ids(`modifiedDateBefore=${now}`)).not.toContain(touched)
})

test('Submit dates leave out what was never submitted', async () => {
  const { Items } = await search(company, '?user=ALL&limit=100&submitDateAfter=2020-01-01')
  expect(Items.every(({ SubmitDate }) => SubmitDate !== null)).toBe(true)
})

test.each([
  ['a limit above 100', '?limit=101', 400],
  ['a limit that is none', '?limit=x', 400],
  ['an offset that is none', '?offset=zzz', 400],
  ['a date that is none', '?modifiedDateAfter=1.2.2026', 400],
  ['a day that does not exist', '?submitDateAfter=2026-02-31', 400],
  ['a term that the sandbox does not know', '?hasVAT=true', 400],
  ['one report of ALL', `/x?user=ALL`, 400],
  ['one report that is not there', '/x', 404],
])('v3 refuses %s with its own envelope', async (_, query, status) => {
  const answer = await mira.get(`${V3}${query}`)
  expect(answer.status).toBe(status)
  expect(names(await answer.json())).toEqual(['Message'])
})

test('user=ALL needs the role Web Services Administrator, the scope is EXPRPT', async () => {
  expect((await priya.get(`${V3}?user=ALL`)).status).toBe(403)
  expect((await search(priya, '')).Items).toEqual([])
  const other = await Caller.signIn(sandbox, MIRA, { scope: 'openid expense.report.read' })
  expect((await other.get(V3)).status).toBe(403)
})

test('One report is read by its owner, or with the owner’s login', async () => {
  const own = all.find(({ ownerLogin }) => ownerLogin === MIRA.login)
  const other = all.find(({ ownerLogin }) => ownerLogin !== MIRA.login)
  expect((await mira.get(`${V3}/${own?.reportId}`)).status).toBe(200)
  expect((await mira.get(`${V3}/${other?.reportId}`)).status).toBe(404)
  const answer = await mira.get(`${V3}/${other?.reportId}?user=${other?.ownerLogin}`)
  expect(await answer.json()).toMatchObject({ ID: other?.reportId, OwnerLoginID: other?.ownerLogin })
})

test('Amounts of v4 carry eight decimals, and nothing is 0E-8', async () => {
  const own = all.find(({ ownerLogin }) => ownerLogin === MIRA.login)
  const text = await (await company.get(`${V4}/reports/${own?.reportId}`)).text()
  expect(text).toMatch(/"reportTotal":\{"value":\d+\.\d{8},"currencyCode":"GBP"\}/)
  expect(text).toContain('"amountDueCompany":{"value":0E-8,"currencyCode":"GBP"}')
  expect(JSON.parse(text)).toMatchObject({
    reportId: own?.reportId,
    userId: MIRA.id,
    approvalStatusId: own?.status,
  })
})

test('An expense tells its itemizations apart from the others by its parent', async () => {
  const report = await reportWith(url, 'itemization', 'allocation')
  const itemized = report.exceptions.find(({ level }) => level === 'itemization')
  const base = `${V4}/users/${report.ownerId}/context/TRAVELER/reports/${report.reportId}/expenses`
  const rows = z.array(
    z.looseObject({
      expenseId: z.string(),
      hasExceptions: z.boolean(),
      links: z.array(z.looseObject({ rel: z.string(), href: z.string() })),
    }),
  )

  const expenses = rows.parse(await (await company.get(base)).json())
  const parent = expenses.find(({ expenseId }) => expenseId === itemized?.parentExpenseId)
  expect(parent?.hasExceptions).toBe(true)
  expect(expenses.map(({ expenseId }) => expenseId)).not.toContain(itemized?.expenseId)
  expect(
    rows.parse(await (await company.get(`${V4}/reports/${report.reportId}/expenses`)).json()),
  ).toHaveLength(expenses.length)

  const link = parent?.links.find(({ rel }) => rel === 'itemizations')?.href ?? ''
  const itemizations = rows.parse(await (await company.get(new URL(link).pathname)).json())
  expect(itemizations.map(({ expenseId }) => expenseId)).toContain(itemized?.expenseId)

  for (const path of [`${base}/`, `${V4}/reports/${report.reportId}/expenses/`]) {
    const one = await (await company.get(path + itemized?.expenseId)).json()
    expect(one).toMatchObject({ expenseId: itemized?.expenseId, parentExpenseId: itemized?.parentExpenseId })
  }
})

test('Allocations share the posted amount and carry their percentage', async () => {
  const report = await reportWith(url, 'allocation')
  const on = report.exceptions.find(({ level }) => level === 'allocation')
  const base = `${V4}/users/${report.ownerId}/context/TRAVELER/reports/${report.reportId}/expenses/${on?.expenseId}`
  const text = await (await company.get(`${base}/allocations`)).text()
  expect(text).toMatch(/"percentage":\d+\.\d{8}\}/)
  const rows = z
    .array(z.looseObject({ allocationId: z.string(), expenseId: z.string(), percentage: z.number() }))
    .parse(JSON.parse(text))
  expect(rows.map(({ allocationId }) => allocationId)).toContain(on?.allocationId)
  expect(rows.reduce((sum, { percentage }) => sum + percentage, 0)).toBeCloseTo(100, 6)
})

test('A manager’s queue holds what waits for them, in the order asked for', async () => {
  const path = `${V4}/users/${MIRA.id}/context/MANAGER/reportsToApprove`
  const rows = z.array(
    z.looseObject({ reportId: z.string(), reportDate: z.string(), hasExceptions: z.boolean() }),
  )
  const queue = rows.parse(
    await (await mira.get(`${path}?sort=reportDate&order=desc&includeDelegateApprovals=true`)).json(),
  )
  const waiting = all.filter(
    ({ status, approverLogin }) => status === 'A_PEND' && approverLogin === MIRA.login,
  )
  expect(new Set(queue.map(({ reportId }) => reportId))).toEqual(
    new Set(waiting.map(({ reportId }) => reportId)),
  )
  const dates = queue.map(({ reportDate }) => reportDate)
  expect(dates).toEqual(dates.toSorted().reverse())
  expect((await mira.get(path.replace('MANAGER', 'TRAVELER'))).status).toBe(403)
  expect((await priya.get(path)).status).toBe(403)
})

test('The same seed gives the same reports, another seed others', async () => {
  const ids = async (seed: number) => {
    const other = await startSandbox({
      port: 0,
      seed,
      pendingForApprover: 0,
      now: () => Date.UTC(2026, 10, 20),
    })
    const reports = await heldReports(other.url)
    const first = await heldReport(other.url, reports[0]?.reportId ?? '')
    await other.close()
    return [first, ...reports]
  }
  const once = await ids(3)
  expect(await ids(3)).toEqual(once)
  expect(await ids(4)).not.toEqual(once)
})
