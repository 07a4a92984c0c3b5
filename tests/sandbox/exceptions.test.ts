import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, control, DANIEL, MIRA, PRIYA } from './client.ts'
import {
  companyCaller,
  type ExceptionRow,
  type HeldReport,
  heldReport,
  heldReports,
  reportWith,
  rowsOf,
  signInForReports,
  V4,
  write,
} from './report-client.ts'

let sandbox: RunningSandbox
let url: string
let company: Caller
let mira: Caller
let priya: Caller
let daniel: Caller
/** Has exceptions at every level. */
let report: HeldReport

const LEVELS = ['header', 'expense', 'itemization', 'allocation'] as const

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  url = sandbox.url
  ;[company, mira, priya, daniel] = await Promise.all([
    companyCaller(sandbox),
    signInForReports(sandbox, MIRA),
    signInForReports(sandbox, PRIYA),
    signInForReports(sandbox, DANIEL),
  ])
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await control(url, 'POST', '/reset', {})
  report = await reportWith(url, ...LEVELS)
})

const at = (level: string): ExceptionRow => {
  const found = report.exceptions.find((each) => each.level === level)
  if (!found) throw new Error(level)
  return found
}
/** Where an exception stands, as a path below the report. */
const placeOf = ({ expenseId, allocationId }: Pick<ExceptionRow, 'expenseId' | 'allocationId'>) =>
  (expenseId ? `/expenses/${expenseId}` : '') + (allocationId ? `/allocations/${allocationId}` : '')
const system = (below = '') => `${V4}/reports/${report.reportId}${below}/exceptions`
const as = (person: { id: string }, context: string, id = report.reportId) =>
  `${V4}/users/${person.id}/context/${context}/reports/${id}/exceptions`
const bare = ({ exceptions }: HeldReport) => exceptions.map(({ level: _, ...row }) => row)

test('The whole report is answered as a flat list, each exception with its place', async () => {
  const answer = await company.get(system())
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('application/json')
  expect(await rowsOf(answer)).toEqual(bare(report))
  expect(at('header')).toMatchObject({ allocationId: null, expenseId: null, parentExpenseId: null })
  expect(at('expense')).toMatchObject({ allocationId: null, parentExpenseId: null })
  expect(at('itemization').parentExpenseId).toMatch(/^[0-9A-F]{32}$/)
  expect(at('allocation').allocationId).toMatch(/^[0-9A-F]{32}$/)
})

test('The printed exceptions are met with their own words', async () => {
  const all = new Map<string, ExceptionRow>()
  for (const { reportId } of (await heldReports(url)).slice(0, 60)) {
    for (const each of (await heldReport(url, reportId)).exceptions) all.set(each.exceptionCode, each)
  }
  expect(all.get('ITEMDIFF')).toMatchObject({
    isBlocking: true,
    message: 'The itemization amounts do not add up to the expense amount.',
  })
  expect(all.get('MISSREQFLD')?.message).toMatch(/^Missing required field: .+\. $/)
  expect(all.get('MISSALLOCREQFLD')?.message).toMatch(/^Missing required allocation field: .+\. $/)
})

test.each([
  ['the header without expenses', () => `${system()}?excludeExpenses=true`, ['header']],
  ['the header with false written out', () => `${system()}?excludeExpenses=false`, [...LEVELS]],
  ['an itemization', () => system(placeOf(at('itemization'))), ['itemization', 'allocation']],
  ['an allocation', () => system(placeOf(at('allocation'))), ['allocation']],
])('%s holds its own levels only', async (_, path, levels) => {
  const rows = await rowsOf(await company.get(path()))
  expect(rows.length).toBeGreaterThan(0)
  const known = new Map(
    bare(report).map((row, index) => [JSON.stringify(row), report.exceptions[index]?.level]),
  )
  for (const row of rows) expect(levels).toContain(known.get(JSON.stringify(row)))
})

test('An expense answers with its itemizations, or without them', async () => {
  const parent = { expenseId: at('itemization').parentExpenseId, allocationId: null }
  const below = report.exceptions.filter(({ parentExpenseId }) => parentExpenseId === parent.expenseId)
  const all = await rowsOf(await company.get(system(placeOf(parent))))
  expect(all.filter(({ parentExpenseId }) => parentExpenseId)).toHaveLength(below.length)
  const own = await rowsOf(await company.get(`${system(placeOf(parent))}?excludeItemizations=true`))
  expect(own).toEqual(all.filter(({ expenseId }) => expenseId === parent.expenseId))
})

test.each(LEVELS)('An exception is added at the %s and nowhere else', async (level) => {
  const place = at(level)
  const answer = await write(company, 'PUT', system(placeOf(place)), {
    exceptionCode: 'MANUAL',
    exceptionVisibility: 'PROCESSOR',
  })
  expect([answer.status, await answer.text()]).toEqual([200, ''])
  const after = await heldReport(url, report.reportId)
  const added = after.exceptions.filter(
    (each) => !report.exceptions.some((old) => JSON.stringify(old) === JSON.stringify(each)),
  )
  expect(added).toEqual([
    {
      level,
      exceptionCode: 'MANUAL',
      exceptionVisibility: 'PROCESSOR',
      isBlocking: false,
      message: 'Raised by hand for review.',
      allocationId: place.allocationId,
      expenseId: place.expenseId,
      parentExpenseId: place.parentExpenseId,
    },
  ])
  expect(after.lastModifiedDate > report.lastModifiedDate).toBe(true)
})

test.each(LEVELS)('A code cleared at the %s stays everywhere else', async (level) => {
  const places = LEVELS.map(at)
  const body = { exceptionCode: 'MANUAL', exceptionVisibility: 'ALL' }
  for (const place of places) await write(company, 'PUT', system(placeOf(place)), body)
  const place = at(level)
  const answer = await write(company, 'DELETE', `${system(placeOf(place))}/MANUAL`)
  expect([answer.status, await answer.text()]).toEqual([204, ''])
  const standing = (await heldReport(url, report.reportId)).exceptions.filter(
    ({ exceptionCode }) => exceptionCode === 'MANUAL',
  )
  for (const other of places) {
    const there = standing.some((each) => placeOf(each) === placeOf(other))
    expect(there).toBe(placeOf(other) !== placeOf(place))
  }
})

test('Adding the same exception twice keeps one and moves no date; another visibility replaces the first', async () => {
  const put = (exceptionVisibility: string) =>
    write(company, 'PUT', system(), { exceptionCode: 'MANUAL', exceptionVisibility })
  await put('PROCESSOR')
  const once = await heldReport(url, report.reportId)
  expect((await put('PROCESSOR')).status).toBe(200)
  expect(await heldReport(url, report.reportId)).toEqual(once)
  await put('ALL')
  const header = (await rowsOf(await company.get(`${system()}?excludeExpenses=true`))).filter(
    ({ exceptionCode }) => exceptionCode === 'MANUAL',
  )
  expect(header).toMatchObject([{ exceptionVisibility: 'ALL' }])
})

test('A traveller sees what everybody sees, an approver what approvers see, the system all', async () => {
  const own = (await heldReports(url)).find(
    ({ ownerLogin, approverLogin, status }) =>
      status === 'A_PEND' && approverLogin === MIRA.login && ownerLogin !== MIRA.login,
  )
  const mirasOwn = (await heldReports(url)).find(({ ownerLogin }) => ownerLogin === MIRA.login)
  const add = ['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR'].map((exceptionVisibility, index) => ({
    exceptionCode: ['LIMIT', 'DUPLICATE', 'FXRATE'][index],
    exceptionVisibility,
  }))
  for (const each of [own, mirasOwn]) await control(url, 'POST', `/reports/${each?.reportId}/touch`, { add })
  const seen = async (caller: Caller, path: string) =>
    new Set((await rowsOf(await caller.get(path))).map(({ exceptionVisibility }) => exceptionVisibility))

  expect(await seen(mira, as(MIRA, 'TRAVELER', mirasOwn?.reportId))).toEqual(new Set(['ALL']))
  expect(await seen(daniel, as(DANIEL, 'PROXY', mirasOwn?.reportId))).toEqual(new Set(['ALL']))
  expect(await seen(mira, as(MIRA, 'MANAGER', own?.reportId))).toEqual(new Set(['ALL', 'APPROVER_PROCESSOR']))
  expect(await seen(company, `${V4}/reports/${own?.reportId}/exceptions`)).toEqual(
    new Set(['ALL', 'APPROVER_PROCESSOR', 'PROCESSOR']),
  )
})

test('A processor’s own token works on the plain routes', async () => {
  expect((await priya.get(system())).status).toBe(200)
  const { exceptionCode } = at('header')
  expect((await write(priya, 'DELETE', `${system()}/${exceptionCode}`)).status).toBe(204)
})

const READ = { scope: 'openid expense.report.read' }

test.each([
  ['without the scope', 'GET', () => Caller.signIn(sandbox, PRIYA, { scope: 'openid TRVREQ' }), 403],
  ['adding by the scope to read', 'PUT', () => Caller.signIn(sandbox, PRIYA, READ), 403],
  ['clearing by the scope to read', 'DELETE', () => Caller.signIn(sandbox, PRIYA, READ), 403],
  ['reading by the scope to read', 'GET', () => Caller.signIn(sandbox, PRIYA, READ), 200],
  ['reading as somebody who works on no reports', 'GET', () => Promise.resolve(daniel), 403],
])('Plain routes: %s', async (_, method, caller, status) => {
  const path = method === 'DELETE' ? `${system()}/LIMIT` : system()
  expect((await write(await caller(), method, path)).status).toBe(status)
})

test.each([
  ['somebody else’s userID', () => mira.get(as(PRIYA, 'MANAGER')), 403, 'userID'],
  ['a context there is not', () => mira.get(as(MIRA, 'PROCESSOR')), 400, 'contextType'],
  ['somebody else’s report as traveller', () => priya.get(as(PRIYA, 'TRAVELER')), 404, 'The report'],
  ['a report of nobody who delegated', () => priya.get(as(PRIYA, 'PROXY')), 404, 'The report'],
  ['a company token', () => company.get(as(MIRA, 'TRAVELER')), 403, 'company-level token'],
])('User routes refuse %s', async (_, ask, status, words) => {
  const answer = await ask()
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(words)
})

const NOWHERE = '0'.repeat(32)

test.each([
  ['report', () => `${V4}/reports/${NOWHERE}/exceptions`, `The report ${NOWHERE} was not found.`],
  ['expense', () => system(`/expenses/${NOWHERE}`), `The expense ${NOWHERE} was not found on the report`],
  [
    'allocation',
    () => system(`/expenses/${at('expense').expenseId}/allocations/${NOWHERE}`),
    `The allocation ${NOWHERE} was not found on the expense`,
  ],
  ['exception', () => `${system()}/NOSUCH`, 'The exception NOSUCH was not found here.'],
])('404 says that it is the %s that is not there', async (what, path, words) => {
  const answer = await write(company, what === 'exception' ? 'DELETE' : 'GET', path())
  expect(answer.status).toBe(404)
  const error = await answer.json()
  expect(error).toMatchObject({ httpStatus: '404 Not Found', path: path() })
  expect(error.errorMessage).toContain(words)
  expect(error.errorId).toBe(answer.headers.get('concur-correlationid')?.toUpperCase())
  expect(error.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('A code that stands elsewhere on the report is not cleared by mistake', async () => {
  const { exceptionCode, ...place } = at('allocation')
  const onExpense = { expenseId: place.expenseId, allocationId: null }
  const answer = await write(company, 'DELETE', `${system(placeOf(onExpense))}/${exceptionCode}`)
  expect(answer.status).toBe(404)
  expect(await heldReport(url, report.reportId)).toEqual(report)
})

test.each([
  ['a code there is not', { exceptionCode: 'NOSUCH', exceptionVisibility: 'ALL' }, ['exceptionCode']],
  ['no code', { exceptionVisibility: 'ALL' }, ['exceptionCode']],
  [
    'a visibility there is not',
    { exceptionCode: 'LIMIT', exceptionVisibility: 'all' },
    ['exceptionVisibility'],
  ],
  ['neither', {}, ['exceptionCode', 'exceptionVisibility']],
  ['a list', [], ['body']],
])('A body with %s is refused field by field', async (_, body, sources) => {
  const answer = await write(company, 'PUT', system(), body)
  expect(answer.status).toBe(400)
  const { validationErrors, httpStatus } = await answer.json()
  expect(httpStatus).toBe('400 Bad Request')
  expect(validationErrors.map(({ source }: { source: string }) => source)).toEqual(sources)
  for (const error of validationErrors) expect(Object.keys(error)).toEqual(['id', 'message', 'source'])
  expect(await heldReport(url, report.reportId)).toEqual(report)
})

test.each([
  ['{', 'not JSON'],
  ['', 'not JSON'],
])('A body %j is no JSON', async (body, words) => {
  const answer = await write(company, 'PUT', system(), body)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain(words)
})

test.each(['excludeExpenses', 'excludeItemizations'])('%s is true or false', async (name) => {
  const path = name === 'excludeExpenses' ? system() : system(placeOf(at('expense')))
  const answer = await company.get(`${path}?${name}=yes`)
  expect(answer.status).toBe(400)
  expect((await answer.json()).validationErrors).toMatchObject([{ source: name }])
})

test('Somebody else’s changes are made behind the API, and a reset takes them back', async () => {
  const { expenseId, exceptionCode } = at('expense')
  await control(url, 'POST', `/reports/${report.reportId}/touch`, {
    add: [{ exceptionCode: 'MANUAL', exceptionVisibility: 'PROCESSOR' }],
    remove: [{ expenseId, exceptionCode }],
  })
  const rows = await rowsOf(await company.get(system()))
  expect(rows).toContainEqual(expect.objectContaining({ exceptionCode: 'MANUAL', expenseId: null }))
  expect(rows).not.toContainEqual(expect.objectContaining({ exceptionCode, expenseId, allocationId: null }))
  await control(url, 'POST', '/reset', {})
  expect((await heldReport(url, report.reportId)).exceptions).toEqual(report.exceptions)
})

test.each([
  ['reset-after-effect', true],
  ['timeout-after-effect', true],
  ['reset-before', false],
  ['503', false],
])('%s on a clear leaves it done: %s', async (kind, done) => {
  await control(url, 'POST', '/faults', { match: { method: 'DELETE', path: '/exceptions/' }, kind, times: 1 })
  const { exceptionCode } = at('header')
  await fetch(`${url}${system()}/${exceptionCode}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${company.token}` },
    signal: AbortSignal.timeout(400),
  }).catch(() => undefined)
  const header = (await heldReport(url, report.reportId)).exceptions.filter(({ level }) => level === 'header')
  expect(header.some((each) => each.exceptionCode === exceptionCode)).toBe(!done)
  expect(await control(url, 'GET', '/calls')).toContainEqual(
    expect.objectContaining({ method: 'DELETE', path: `${system()}/${exceptionCode}`, fault: kind }),
  )
})

test.each([
  ['wrong-root', '{"until":"soon"}'],
  ['empty', ''],
  ['malformed', '[{"exceptionCode":"ITEMDIFF","isBlocking":'],
])('An answer spoilt as %s is spoilt in JSON', async (kind, body) => {
  await control(url, 'POST', '/faults', { kind, times: 1 })
  const answer = await company.get(system())
  expect(answer.headers.get('content-type')).toContain('application/json')
  expect(await answer.text()).toBe(body)
})

test('One report has a thousand exceptions; all the others have about 1,500', async () => {
  const counts = (await heldReports(url)).map(({ exceptions }) => exceptions).sort((a, b) => b - a)
  expect(counts).toHaveLength(400)
  expect(counts[0]).toBe(1000)
  const others = counts.slice(1).reduce((sum, count) => sum + count, 0)
  expect(others).toBeGreaterThan(1350)
  expect(others).toBeLessThan(1700)
})
