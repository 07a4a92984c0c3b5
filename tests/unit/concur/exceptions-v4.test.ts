import { describe, expect, it } from 'vitest'
import {
  ConcurForbidden,
  ConcurMalformed,
  ConcurNotFound,
  ConcurRefused,
} from '../../../lib/concur/errors.ts'
import { addException, deleteException, listExceptions } from '../../../lib/concur/exceptions-v4.ts'
import type { ReportPlace, ReportView } from '../../../lib/concur/report-place.ts'
import { answer, clientTo, listen, printed } from './listen.ts'

const reportId = '764428DD6A664AF0BFCB'
const expenseId = '99F8CC6B1AEE6049B03652F018CAF096'
const allocationId = '6E23ECF391221145898792F926D4E7A5'
const traveler: ReportView = { userId: '32C2FCC3-B2E8-4907-9672-5B3F49B1C643', context: 'TRAVELER' }
const header: ReportPlace = { reportId }
const expense: ReportPlace = { reportId, expenseId }
const allocation: ReportPlace = { reportId, expenseId, allocationId }
const user = `/expensereports/v4/users/32C2FCC3-B2E8-4907-9672-5B3F49B1C643/context/TRAVELER/reports/${reportId}`
const system = `/expensereports/v4/reports/${reportId}`

const itemDiff = {
  exceptionCode: 'ITEMDIFF',
  exceptionVisibility: 'ALL',
  isBlocking: true,
  message: 'The itemization amounts do not add up to the expense amount.',
  expenseId,
  allocationId: null,
  parentExpenseId: null,
}
const missingField = {
  exceptionCode: 'MISSREQFLD',
  exceptionVisibility: 'ALL',
  isBlocking: true,
  message: 'Missing required field: Receipt Status. ',
  expenseId: '50279352D5F0DD469EC8899A636971B1',
  allocationId: null,
  parentExpenseId: null,
}
const missingAllocationField = {
  exceptionCode: 'MISSALLOCREQFLD',
  exceptionVisibility: 'ALL',
  isBlocking: true,
  message: 'Missing required allocation field: Custom 05. ',
  expenseId: '9F6D943AB10E314D86D67011F5FD1C1E',
  allocationId,
}

const printedRows = {
  'report-exceptions': [
    itemDiff,
    missingField,
    { ...missingAllocationField, parentExpenseId: '6ECACC1ACF202E4FB7326AE9C328AE83' },
  ],
  'expense-exceptions': [itemDiff, missingField],
  'allocation-exceptions': [{ ...missingAllocationField, parentExpenseId: null }],
}

describe('reading exceptions', () => {
  it.each([
    [
      'report-exceptions',
      header,
      traveler,
      { excludeExpenses: true },
      `${user}/exceptions?excludeExpenses=true`,
    ],
    [
      'report-exceptions',
      header,
      'system',
      { excludeExpenses: true },
      `${system}/exceptions?excludeExpenses=true`,
    ],
    ['report-exceptions', header, 'system', {}, `${system}/exceptions`],
    [
      'expense-exceptions',
      expense,
      traveler,
      { excludeItemizations: true },
      `${user}/expenses/${expenseId}/exceptions?excludeItemizations=true`,
    ],
    [
      'expense-exceptions',
      expense,
      'system',
      { excludeItemizations: false, excludeExpenses: true },
      `${system}/expenses/${expenseId}/exceptions?excludeItemizations=false`,
    ],
    [
      'allocation-exceptions',
      allocation,
      traveler,
      { excludeItemizations: true },
      `${user}/expenses/${expenseId}/allocations/${allocationId}/exceptions`,
    ],
    [
      'allocation-exceptions',
      allocation,
      'system',
      {},
      `${system}/expenses/${expenseId}/allocations/${allocationId}/exceptions`,
    ],
  ] as const)('the printed %s are read', async (name, place, view, query, url) => {
    const { origin, heard } = await listen(answer(200, printed(name, 'json')))
    expect(await listExceptions(clientTo(origin), place, view, query)).toEqual(printedRows[name])
    expect(heard[0]).toMatchObject({ method: 'GET', url, headers: { accept: 'application/json' } })
  })

  it('a report without exceptions has none', async () => {
    const { origin } = await listen(answer(200, '[]'))
    expect(await listExceptions(clientTo(origin), header, 'system')).toEqual([])
  })

  it('an element that is new, or a visibility that is, hides nothing', async () => {
    const row = { exceptionCode: 'X1', isBlocking: false, exceptionVisibility: 'AUDITOR', level: 3 }
    const { origin } = await listen(answer(200, JSON.stringify([row])))
    expect(await listExceptions(clientTo(origin), header, 'system')).toEqual([
      {
        exceptionCode: 'X1',
        exceptionVisibility: null,
        isBlocking: false,
        message: null,
        expenseId: null,
        allocationId: null,
        parentExpenseId: null,
      },
    ])
  })

  it.each([
    ['no code', '[{"isBlocking":true}]', '0.exceptionCode'],
    ['nothing about blocking', '[{"exceptionCode":"X"}]', '0.isBlocking'],
    ['an allocation of no expense', '[{"exceptionCode":"X","isBlocking":true,"allocationId":"A"}]', 'at 0'],
    ['no list', '{"exceptions":[]}', 'its root'],
    ['an empty body', '', 'empty'],
    ['half a list', '[{"exceptionCode":"X",', 'not well-formed'],
    ['a page', '<html></html>', 'an HTML or XML page'],
  ])('an answer with %s is malformed, never an empty list', async (_, body, reason) => {
    const { origin } = await listen(answer(200, body))
    const asked = listExceptions(clientTo(origin), header, 'system')
    await expect(asked).rejects.toThrow(ConcurMalformed)
    await expect(asked).rejects.toThrow(reason)
  })

  it.each([
    ['a report', { reportId: '..' }],
    ['an expense', { reportId, expenseId: 'a/b' }],
    ['an allocation', { reportId, expenseId, allocationId: '' }],
  ] as const)('what cannot be %s is not asked for', async (_, place) => {
    const { origin, heard } = await listen(answer(200, '[]'))
    await expect(listExceptions(clientTo(origin), place, 'system')).rejects.toThrow('of Concur')
    expect(heard).toEqual([])
  })
})

describe('writing exceptions', () => {
  const added = { exceptionCode: 'MISSREQFLD', exceptionVisibility: 'ALL' } as const

  it.each([
    ['header', header, `${system}/exceptions`],
    ['expense', expense, `${system}/expenses/${expenseId}/exceptions`],
    ['allocation', allocation, `${system}/expenses/${expenseId}/allocations/${allocationId}/exceptions`],
  ])('at the %s the printed requests are sent', async (_, place, url) => {
    const { origin, heard } = await listen(
      answer(200, '', { 'concur-correlationid': 'c-1' }),
      answer(204, '', { 'concur-correlationid': 'c-2' }),
    )
    expect(await addException(clientTo(origin), place, added)).toEqual({ correlationId: 'c-1' })
    expect(await deleteException(clientTo(origin), place, 'MISSREQFLD')).toEqual({ correlationId: 'c-2' })
    expect(heard).toMatchObject([
      { method: 'PUT', url, headers: { 'content-type': 'application/json', 'content-length': '58' } },
      { method: 'DELETE', url: `${url}/MISSREQFLD`, body: '' },
    ])
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      exceptionCode: 'MISSREQFLD',
      exceptionVisibility: 'ALL',
    })
  })

  it.each(['', 'a/b', '..', 'A B'])('%j is no code and is not sent', async (code) => {
    const { origin, heard } = await listen(answer(200))
    await expect(deleteException(clientTo(origin), header, code)).rejects.toThrow('exceptionCode')
    await expect(addException(clientTo(origin), header, { ...added, exceptionCode: code })).rejects.toThrow(
      'exceptionCode',
    )
    expect(heard).toEqual([])
  })

  it.each([
    ['a page', '<html>Gateway</html>'],
    ['an error', '{"errorMessage":"no"}'],
    ['half an answer', '{"err'],
  ])('a 200 with %s inside is not taken for done', async (_, body) => {
    const { origin } = await listen(answer(200, body))
    await expect(addException(clientTo(origin), header, added)).rejects.toMatchObject({
      name: 'ConcurMalformed',
      sent: 'maybe',
    })
  })

  const refusal = (errorMessage: string, validationErrors?: unknown) =>
    JSON.stringify({
      errorId: 'E-1',
      errorMessage,
      httpStatus: '400 Bad Request',
      path: `${system}/exceptions`,
      timestamp: '2026-11-20T10:00:00.000Z',
      validationErrors,
    })
  const wrong = { id: 'exceptionCode.invalid', message: 'Not known.', source: 'exceptionCode' }

  it.each([
    [400, refusal('Not valid.', [wrong]), ConcurRefused, [wrong]],
    [400, refusal('Not valid.', wrong), ConcurRefused, [wrong]],
    [403, refusal('Not allowed.'), ConcurForbidden, []],
    [404, refusal('The exception was not found.'), ConcurNotFound, []],
  ])('%i is told in Concur’s words, and nothing was done', async (status, body, kind, validationErrors) => {
    const { origin, heard } = await listen(answer(status, body))
    const failed = addException(clientTo(origin), header, added)
    await expect(failed).rejects.toThrow(kind)
    await expect(failed).rejects.toMatchObject({
      sent: 'no',
      errorId: 'E-1',
      serverTime: '2026-11-20T10:00:00.000Z',
      validationErrors,
    })
    expect(heard).toHaveLength(1)
  })

  it.each([500, 502, 503])('after %i a write is not repeated', async (status) => {
    const { origin, heard } = await listen(answer(status))
    const open = { name: 'ConcurUnavailable', sent: 'maybe' }
    await expect(addException(clientTo(origin), header, added)).rejects.toMatchObject(open)
    await expect(deleteException(clientTo(origin), header, 'LIMIT')).rejects.toMatchObject(open)
    expect(heard).toHaveLength(2)
  })
})
