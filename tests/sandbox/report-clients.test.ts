import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ConcurClient } from '../../lib/concur/client.ts'
import { addException, deleteException, listExceptions } from '../../lib/concur/exceptions-v4.ts'
import { allowOrigins } from '../../lib/concur/geolocation.ts'
import { createParsePool } from '../../lib/concur/parse-pool.ts'
import { searchReports } from '../../lib/concur/reports-v3.ts'
import {
  getExpense,
  getReport,
  listAllocations,
  listExpenses,
  listItemizations,
  listReportsToApprove,
} from '../../lib/concur/reports-v4.ts'
import { createTransport } from '../../lib/concur/transport.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { type Caller, control, MIRA } from './client.ts'
import { companyCaller, heldReport, heldReports, reportWith, signInForReports } from './report-client.ts'

let sandbox: RunningSandbox
let company: ConcurClient
let mira: ConcurClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  company = clientOf(await companyCaller(sandbox))
  mira = clientOf(await signInForReports(sandbox, MIRA))
})
afterAll(() => sandbox.close())
beforeEach(() => control(sandbox.url, 'POST', '/reset', {}))

/** The desk's own client in the name of a caller; it never refreshes. */
function clientOf({ url, token }: Caller): ConcurClient {
  const grant = { accessToken: token, expiresAt: Date.now() + 3_600_000, geolocation: url }
  return {
    transport: createTransport({ allowed: allowOrigins([url]), userAgent: 'clearance-test' }),
    tokens: { current: async () => grant, refresh: async () => grant },
    parser: createParsePool(),
    mode: 'page',
  }
}

test('Page by page the client finds every report once', async () => {
  const ids: string[] = []
  let offset: string | null | undefined
  do {
    const page = await searchReports(company, { owner: 'ALL', limit: 100, offset: offset ?? undefined })
    ids.push(...page.reports.map(({ reportId }) => reportId))
    offset = page.nextOffset
  } while (offset)
  expect(new Set(ids)).toEqual(new Set((await heldReports(sandbox.url)).map(({ reportId }) => reportId)))
  expect(ids).toHaveLength(400)
})

test('A company’s client reads a report down to the allocations', async () => {
  const { reportId, exceptions } = await reportWith(sandbox.url, 'allocation', 'itemization')
  const { ownerId, total, currency } = await getReport(company, reportId, 'system')
  expect(total?.value).toMatch(/^\d+\.\d{8}$/)
  expect(total?.currency).toBe(currency)
  const view = { userId: ownerId ?? '', context: 'TRAVELER' } as const

  const itemized = exceptions.find(({ level }) => level === 'itemization')
  const parentId = itemized?.parentExpenseId ?? ''
  const expenses = await listExpenses(company, reportId, 'system')
  expect(expenses.find(({ expenseId }) => expenseId === parentId)?.hasExceptions).toBe(true)
  const itemizations = await listItemizations(company, { reportId, expenseId: parentId }, view)
  expect(itemizations.map(({ expenseId }) => expenseId)).toContain(itemized?.expenseId)
  const expenseId = itemized?.expenseId ?? ''
  expect((await getExpense(company, { reportId, expenseId }, 'system')).parentExpenseId).toBe(parentId)

  const allocated = exceptions.find(({ level }) => level === 'allocation')
  const allocations = await listAllocations(
    company,
    { reportId, expenseId: allocated?.expenseId ?? '' },
    view,
  )
  expect(allocations.map(({ allocationId }) => allocationId)).toContain(allocated?.allocationId)
})

test.each(['header', 'expense', 'itemization', 'allocation'])(
  'An exception put on the %s is read there, cleared there, and cannot be cleared twice',
  async (level) => {
    const { reportId, exceptions } = await reportWith(sandbox.url, level)
    const at = exceptions.find((each) => each.level === level)
    const { expenseId, allocationId } = at ?? {}
    const place = expenseId ? { reportId, expenseId, allocationId: allocationId ?? undefined } : { reportId }
    await addException(company, place, { exceptionCode: 'MANUAL', exceptionVisibility: 'PROCESSOR' })
    expect(await listExceptions(company, place, 'system', { excludeExpenses: true })).toContainEqual({
      exceptionCode: 'MANUAL',
      exceptionVisibility: 'PROCESSOR',
      isBlocking: false,
      message: 'Raised by hand for review.',
      expenseId,
      allocationId,
      parentExpenseId: at?.parentExpenseId,
    })
    await deleteException(company, place, 'MANUAL')
    await expect(deleteException(company, place, 'MANUAL')).rejects.toMatchObject({
      name: 'ConcurNotFound',
      sent: 'no',
      concurMessage: 'The exception MANUAL was not found here.',
    })
    expect((await heldReport(sandbox.url, reportId)).exceptions).toEqual(exceptions)
  },
)

test('A code that Concur does not know comes back as a refusal that names the field', async () => {
  const { reportId } = await reportWith(sandbox.url, 'header')
  await expect(
    addException(company, { reportId }, { exceptionCode: 'NOSUCH', exceptionVisibility: 'ALL' }),
  ).rejects.toMatchObject({ name: 'ConcurRefused', validationErrors: [{ source: 'exceptionCode' }] })
})

test('A thousand exceptions are read as a thousand', async () => {
  const big = (await heldReports(sandbox.url)).find(({ exceptions }) => exceptions === 1000)
  expect(await listExceptions(company, { reportId: big?.reportId ?? '' }, 'system')).toHaveLength(1000)
})

test('A manager’s client reads the own queue', async () => {
  const queue = await listReportsToApprove(mira, MIRA.id)
  expect(queue.length).toBeGreaterThan(10)
  expect(new Set(queue.map(({ approverId }) => approverId))).toEqual(new Set([MIRA.id]))
})

test.each(['reset-after-effect', 'reset-before', 'html-502', '500'])(
  'A clear that ends in %s is sent once and left open',
  async (kind) => {
    const { reportId, exceptions } = await reportWith(sandbox.url, 'header')
    const code = exceptions.find(({ level }) => level === 'header')?.exceptionCode ?? ''
    await control(sandbox.url, 'POST', '/faults', { match: { method: 'DELETE' }, kind, times: 1 })
    await control(sandbox.url, 'DELETE', '/calls')
    await expect(deleteException(company, { reportId }, code)).rejects.toMatchObject({ sent: 'maybe' })
    expect(await control(sandbox.url, 'GET', '/calls')).toHaveLength(1)
  },
)
