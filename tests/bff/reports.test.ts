import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listExpenses, listReports, readReport } from '#lib/contracts/reports.ts'
import { DANIEL, MIRA, PRIYA } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { heldReports, reportWith } from '../sandbox/report-client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
/** Acts with the company's token. */
let priya: Browser
/** Her own token, with the role Web Services Administrator. */
let mira: Browser
let daniel: Browser

beforeAll(async () => {
  desk = await openDesk({ env: { CONCUR_COMPANY_REFRESH_TOKEN: 'northwind-company-refresh-token' } })
  priya = await desk.signIn(PRIYA, 'patient')
  mira = await desk.signIn(MIRA, 'patient')
  daniel = await desk.signIn(DANIEL, 'patient')
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset', { seed: 7 }))

const list = async (browser: Browser, query = '') =>
  listReports.answer.parse((await browser.get(`/api/reports${query}`)).json)

describe('Reports', () => {
  it.each([
    ['a processor for whom the company asks', () => priya],
    ['a Web Services Administrator', () => mira],
  ])('are those of all owners for %s, page by page', async (_, who) => {
    const first = await list(who())
    expect(first).toMatchObject({ allOwners: true, nextCursor: expect.any(String) })
    const second = await list(who(), `?cursor=${encodeURIComponent(first.nextCursor ?? '')}`)
    const ids = [...first.items, ...second.items].map((report) => report.reportId)
    expect(new Set(ids).size).toBe(200)
    expect(first.items[0]).toMatchObject({
      total: { value: expect.any(String), currency: expect.any(String) },
      modifiedAt: { iso: expect.any(String) },
    })
  })

  it('are one’s own for everybody else, and say so', async () => {
    const own = (await heldReports(desk.sandbox.url)).filter(({ ownerLogin }) => ownerLogin === DANIEL.login)
    const { items, allOwners } = await list(daniel)
    expect(allOwners).toBe(false)
    expect(items).toHaveLength(own.length)
  })

  it('are found by owner, status and dates', async () => {
    const [some] = await heldReports(desk.sandbox.url)
    const byOwner = await list(priya, `?owner=${some?.ownerLogin}`)
    expect(byOwner.items.length).toBeGreaterThan(0)
    expect(new Set(byOwner.items.map(({ owner }) => owner.login))).toEqual(new Set([some?.ownerLogin]))
    const pending = await list(priya, '?status=A_PEND&limit=5')
    expect(pending.items.map(({ approvalStatus }) => approvalStatus.code)).toEqual(Array(5).fill('A_PEND'))
    expect((await list(priya, '?submittedAfter=2100-01-01')).items).toEqual([])
  })

  it.each([
    ['of somebody else without the role', '?owner=tom.ashby@northwind.example', 403, 'concur-forbidden'],
    ['by a status that is none', '?status=A_NONE', 400, 'bad-request'],
    ['by a cursor that is none', '?cursor=elsewhere', 400, 'bad-request'],
  ])('%s are not found', async (_, query, status, code) => {
    expect(await daniel.get(`/api/reports${query}`)).toMatchObject({ status, json: { code } })
  })

  it('that Concur cannot give are a problem, never an empty list', async () => {
    for (const kind of ['malformed', '503']) {
      await control(desk.sandbox.url, 'POST', '/faults', { kind, match: { path: 'expense/reports' } })
      expect((await priya.get('/api/reports')).status).toBeGreaterThanOrEqual(500)
      await control(desk.sandbox.url, 'DELETE', '/faults')
    }
  })
})

describe('One report', () => {
  it('has its name, number and purpose', async () => {
    const held = await reportWith(desk.sandbox.url, 'allocation')
    const { json } = await priya.get(`/api/reports/${held.reportId}`)
    expect(readReport.answer.parse(json)).toMatchObject({
      reportId: held.reportId,
      name: held.name,
      approvalStatus: { code: held.status },
      reportNumber: expect.any(String),
    })
  })

  it('is read by its owner without any role', async () => {
    const held = (await heldReports(desk.sandbox.url)).find(({ ownerLogin }) => ownerLogin === MIRA.login)
    const { json } = await mira.get(`/api/reports/${held?.reportId}`)
    expect(json).toMatchObject({ owner: { name: 'Mira Okafor', login: MIRA.login } })
  })

  it('of somebody else is not there for who has nothing to do with it', async () => {
    const held = (await heldReports(desk.sandbox.url)).find(
      ({ ownerLogin, approverLogin }) => ![ownerLogin, approverLogin].includes(DANIEL.login),
    )
    const answer = await daniel.get(`/api/reports/${held?.reportId}`)
    expect([403, 404]).toContain(answer.status)
  })

  it('of somebody else is open to a Web Services Administrator, without a tree that would be a part only', async () => {
    const held = (await heldReports(desk.sandbox.url)).find(
      ({ ownerLogin, approverLogin }) => ![ownerLogin, approverLogin].includes(MIRA.login),
    )
    expect((await mira.get(`/api/reports/${held?.reportId}`)).json).toMatchObject({ name: held?.name })
    const tree = await mira.get(`/api/reports/${held?.reportId}/expenses`)
    expect(tree).toMatchObject({ status: 403, json: { code: 'concur-forbidden' } })
  })

  it('shows each expense, its itemizations behind it, with their allocations', async () => {
    const held = await reportWith(desk.sandbox.url, 'itemization', 'allocation')
    const { items } = listExpenses.answer.parse(
      (await priya.get(`/api/reports/${held.reportId}/expenses`)).json,
    )
    for (const { expenseId, parentExpenseId, allocationId } of held.exceptions) {
      if (!expenseId) continue
      const at = items.findIndex((each) => each.expenseId === expenseId)
      const expense = items[at]
      expect(expense).toMatchObject({ parentExpenseId, hasExceptions: true })
      if (parentExpenseId)
        expect(items.slice(0, at).some((each) => each.expenseId === parentExpenseId)).toBe(true)
      if (allocationId)
        expect(expense?.allocations).toContainEqual(
          expect.objectContaining({
            allocationId,
            percentage: expect.any(String),
            label: expect.any(String),
          }),
        )
    }
  })

  it('asks for the allocations of those expenses alone that have some', async () => {
    const held = await reportWith(desk.sandbox.url, 'allocation')
    desk.sandbox.store.calls.clear()
    const { json } = await priya.get(`/api/reports/${held.reportId}/expenses`)
    const asked = desk.sandbox.store.calls.all().filter(({ path }) => path.endsWith('/allocations'))
    const allocated = json.items.filter(({ allocations }: { allocations: [] }) => allocations.length > 0)
    expect(asked).toHaveLength(allocated.length)
  })
})

describe('What a person may do with exceptions', () => {
  it.each([
    ['openid EXPRPT', false, false],
    ['openid expense.report.read', true, false],
    ['openid expense.report.readwrite', true, true],
  ])('follows the scopes %s', async (scopes, allowed, canWrite) => {
    const { json } = await (await desk.signIn(PRIYA, undefined, scopes)).get('/api/me')
    expect(json.capabilities.exceptions).toMatchObject({ allowed, canWrite: { allowed: canWrite } })
    if (!canWrite) expect(json.capabilities.exceptions.canWrite.reason).toContain('expense.report.readwrite')
  })
})
