import { describe, expect, it } from 'vitest'
import { ConcurMalformed } from '../../../lib/concur/errors.ts'
import type { ReportView } from '../../../lib/concur/report-place.ts'
import {
  getExpense,
  getReport,
  listAllocations,
  listExpenses,
  listItemizations,
  listReportsToApprove,
} from '../../../lib/concur/reports-v4.ts'
import { answer, clientTo, listen, printed } from './listen.ts'

const reportId = '764428DD6A664AF0BFCB'
const userId = '32c2fcc3-b2e8-4907-9672-5b3f49b1c643'
const traveler = { userId, context: 'TRAVELER' } as const
const user = `/expensereports/v4/users/${userId}/context/TRAVELER/reports/${reportId}`
const system = `/expensereports/v4/reports/${reportId}`

const usd = (value: string) => ({ value, currency: 'USD' })
const day = (iso: string) => ({ raw: iso, iso })

const lunch = {
  expenseId: '84FCBB92BD4E5342B849DAC29FD163A1',
  transactionDate: day('2020-03-11'),
  expenseType: { id: 'LUNCH', name: 'Lunch' },
  vendor: null,
  businessPurpose: 'test',
  location: 'Bellevue, Washington',
  paymentType: 'Cash',
  transactionAmount: usd('25.00000000'),
  postedAmount: usd('25.00000000'),
  claimedAmount: usd('25.00000000'),
  approvedAmount: usd('25.00000000'),
  exchangeRate: '1.00000000000000',
  isPersonal: false,
  isImageRequired: true,
  hasExceptions: false,
  hasBlockingExceptions: false,
  allocationState: 'NOT_ALLOCATED',
}

const views: [string, ReportView, string][] = [
  ['a user', traveler, user],
  ['the system', 'system', system],
]

describe('one report of v4', () => {
  it.each(views)('the printed header is read as %s', async (_, view, url) => {
    const { origin, heard } = await listen(answer(200, printed('report-v4', 'json')))
    expect(await getReport(clientTo(origin), reportId, view)).toEqual({
      reportId,
      reportNumber: null,
      name: 'March Expenses',
      businessPurpose: 'Facility cleaning and renovation',
      ownerId: userId,
      approvalStatus: 'Not Submitted',
      approvalStatusCode: 'A_NOTF',
      paymentStatus: 'Not Paid',
      paymentStatusCode: 'P_NOTP',
      currency: 'USD',
      total: usd('525.00000000'),
      claimedAmount: usd('525.00000000'),
      approvedAmount: usd('525.00000000'),
      personalAmount: usd('0.00000000'),
      amountNotApproved: usd('0.00000000'),
      amountDueEmployee: usd('0.00000000'),
      amountDueCompany: usd('0.00000000'),
      amountDueCompanyCard: usd('0.00000000'),
      createdAt: { raw: '2020-03-25T20:42:39Z', iso: '2020-03-25T20:42:39Z' },
      submittedAt: null,
      reportDate: day('2020-03-25'),
      startDate: day('2020-03-10'),
      endDate: day('2020-03-14'),
      country: 'UNITED STATES',
      countryCode: 'US',
      policy: 'JH - US Expense Policy',
      ledger: 'DEFAULT',
      reportType: 'Regular',
      version: '0',
      customData: [
        { id: 'custom15', value: '4366A89A916F074099A971B000989A94', isValid: true },
        { id: 'custom16', value: 'Test33224ASDF', isValid: true },
        { id: 'custom3', value: '582AE31D0F506C4BAA97573F2A90F03B', isValid: true },
        { id: 'custom4', value: '79AE45D0F6757946AC2B01CDFA6CA326', isValid: true },
      ],
    })
    expect(heard[0]).toMatchObject({ method: 'GET', url })
  })
})

describe('expenses', () => {
  it.each(views)('the printed expenses are read as %s', async (_, view, url) => {
    const { origin, heard } = await listen(answer(200, printed('expenses', 'json')))
    const [first, second] = await listExpenses(clientTo(origin), reportId, view)
    expect(first).toEqual(lunch)
    expect(second).toMatchObject({ vendor: 'Antioch Construction', paymentType: 'Mastercard' })
    expect(heard[0]?.url).toBe(`${url}/expenses`)
  })

  it.each(views)('the printed expense is read as %s, with its parent', async (_, view, url) => {
    const { origin, heard } = await listen(answer(200, printed('expense', 'json')))
    const { expenseId } = lunch
    expect(await getExpense(clientTo(origin), { reportId, expenseId }, view)).toEqual({
      ...lunch,
      expenseType: { id: 'ONLIN', name: 'Online Fees' },
      parentExpenseId: null,
      receiptStatus: 'No Receipt',
      customData: [{ id: 'custom9', value: 'AB8596D91C994F4DBBD820D6DCBDC599', isValid: true }],
    })
    expect(heard[0]?.url).toBe(`${url}/expenses/${expenseId}`)
  })

  it('the printed itemizations are read', async () => {
    const { origin, heard } = await listen(answer(200, printed('itemizations', 'json')))
    const { expenseId } = lunch
    const [first, second] = await listItemizations(clientTo(origin), { reportId, expenseId }, traveler)
    expect(first).toEqual({ ...lunch, expenseId: '95GCBB92AE4E5342B849DAC29FD163A1' })
    expect(second?.expenseId).toBe('30FF3C62F5D844458828A5C1086072D1')
    expect(heard[0]?.url).toBe(`${user}/expenses/${expenseId}/itemizations`)
  })

  it('the printed allocations are read', async () => {
    const { origin, heard } = await listen(answer(200, printed('allocations', 'json')))
    const expenseId = '29EE3C62F5D844458828A5C1086072D1'
    const allocations = await listAllocations(clientTo(origin), { reportId, expenseId }, traveler)
    expect(allocations).toHaveLength(2)
    expect(allocations[0]).toEqual({
      allocationId: '3BBB494511E1C74DA04469C45B039871',
      expenseId,
      percentage: '50.00000000',
      allocationAmount: usd('250.00'),
      approvedAmount: usd('250.00'),
      claimedAmount: usd('250.00'),
      accountCode: 'Pending Client',
      isSystemAllocation: false,
      customData: [{ id: 'custom9', value: 'D3954B47BCEC9446A4FFC49E0000B46E', isValid: true }],
    })
    expect(heard[0]?.url).toBe(`${user}/expenses/${expenseId}/allocations`)
  })

  it.each([
    ['an expense without an id', '[{"expenseType":{"id":"LUNCH"}}]'],
    ['an expense of no type', '[{"expenseId":"A"}]'],
    ['no list', '{}'],
    ['nothing', ''],
    ['a page', '<html></html>'],
  ])('%s is malformed, never an empty list', async (_, body) => {
    const { origin } = await listen(answer(200, body))
    await expect(listExpenses(clientTo(origin), reportId, 'system')).rejects.toThrow(ConcurMalformed)
  })

  it('unchanged bytes give the same object', async () => {
    const { origin } = await listen(answer(200, printed('expenses', 'json')))
    const client = clientTo(origin)
    const once = await listExpenses(client, reportId, 'system')
    expect(await listExpenses(client, reportId, 'system')).toBe(once)
  })

  it('what cannot be an id is not asked for', async () => {
    const { origin, heard } = await listen(answer(200, '[]'))
    const client = clientTo(origin)
    await expect(getReport(client, 'a/b', 'system')).rejects.toThrow('reportId')
    await expect(listExpenses(client, reportId, { userId: '../x', context: 'MANAGER' })).rejects.toThrow(
      'userId',
    )
    await expect(listItemizations(client, { reportId, expenseId: '' }, traveler)).rejects.toThrow('expenseId')
    expect(heard).toEqual([])
  })
})

describe('a manager’s queue', () => {
  it('the printed queue is read', async () => {
    const { origin, heard } = await listen(answer(200, printed('reports-to-approve', 'json')))
    const uuid = '3fa85f64-5717-4562-b3fc-2c963f66afa6'
    const none = { value: '0', currency: 'string' }
    expect(await listReportsToApprove(clientTo(origin), userId, { includeDelegateApprovals: true })).toEqual([
      {
        reportId: 'string',
        reportNumber: 'string',
        name: 'string',
        reportDate: day('2023-05-09'),
        submittedAt: { raw: '2023-05-09', iso: '2023-05-09T00:00:00' },
        ownerId: uuid,
        approverId: uuid,
        claimedAmount: none,
        approvedAmount: none,
        amountDueEmployee: none,
        hasExceptions: true,
        reportType: "'Regular' or 'Reconciliation' or 'Statement' or 'AutoCreated'",
      },
    ])
    expect(heard[0]?.url).toBe(
      `/expensereports/v4/users/${userId}/context/MANAGER/reportsToApprove?sort=reportDate&order=asc&includeDelegateApprovals=true`,
    )
  })
})
