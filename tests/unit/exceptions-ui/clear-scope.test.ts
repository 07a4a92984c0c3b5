import { expect, test } from 'vitest'
import { bulkItems, clearScope } from '#components/exceptions/clear-scope.ts'
import { foundOn } from '#components/exceptions/found-exceptions.ts'
import { exceptionOf, reportOf } from './scanned-reports.ts'

const hotel = { expenseId: 'E1' }
const tax = { expenseId: 'E2', parentExpenseId: 'E1' }
const share = { expenseId: 'E2', parentExpenseId: 'E1', allocationId: 'A1' }
const found = (...exceptions: ReturnType<typeof exceptionOf>[]) => foundOn(reportOf('R1', { exceptions }))

test.each([
  [
    'one code at one level',
    found(exceptionOf('LIMIT', hotel)),
    'LIMIT: 1 exception on 1 report, at the expense level',
  ],
  [
    'one code at several levels',
    found(exceptionOf('MISSREQFLD'), exceptionOf('MISSREQFLD', hotel), exceptionOf('MISSREQFLD', tax)),
    'MISSREQFLD: 3 exceptions on 1 report, at the header, expense and itemization levels',
  ],
  [
    'several codes on several reports',
    [
      ...found(exceptionOf('LIMIT', hotel)),
      ...foundOn(reportOf('R2', { exceptions: [exceptionOf('CLOSEDCO', share)] })),
    ],
    '2 exceptions of 2 codes on 2 reports, at the expense and allocation levels',
  ],
])('It is said exactly what a clear touches: %s', (_, chosen, words) => {
  expect(clearScope(chosen).touched).toBe(words)
})

test('A clear names each exception at its own place and no other', () => {
  expect(bulkItems(found(exceptionOf('LATE60'), exceptionOf('CLOSEDCO', share)))).toEqual([
    { reportId: 'R1', exceptionCode: 'LATE60', reportName: 'Trip R1', message: 'LATE60 says this. ' },
    {
      reportId: 'R1',
      expenseId: 'E2',
      allocationId: 'A1',
      exceptionCode: 'CLOSEDCO',
      reportName: 'Trip R1',
      message: 'CLOSEDCO says this. ',
    },
  ])
})

test('A code that stands twice at a place is told apart on the page and cleared once', () => {
  const twice = found(exceptionOf('MISSREQFLD', hotel), exceptionOf('MISSREQFLD', hotel))
  expect(new Set(twice.map(({ key }) => key)).size).toBe(2)
  expect(bulkItems(twice)).toHaveLength(1)
})
