import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { exceptionsCsv, reportsCsv } from '#components/exceptions/exceptions-csv.ts'
import { foundOn } from '#components/exceptions/found-exceptions.ts'
import { exceptionOf, reportOf } from './scanned-reports.ts'

const report = reportOf('R1', {
  name: '=HYPERLINK("evil")',
  total: { value: '-5.20', currency: 'USD' },
  exceptions: [exceptionOf('LIMIT', { expenseId: 'E1', isBlocking: true }), exceptionOf('LATE60')],
})

test('An export of exceptions has a line for each, and a spreadsheet runs none of them', () => {
  const [head, first] = parse(exceptionsCsv(foundOn(report)))
  expect(head?.slice(0, 4)).toEqual(['Code', 'Blocking', 'Level', 'Message'])
  expect(first).toEqual([
    'LIMIT',
    'Blocks',
    'Expense',
    'LIMIT says this.',
    'Everyone',
    'E1',
    '',
    'R1',
    '\'=HYPERLINK("evil")',
    'Ines Marlow',
    'ines.marlow@northwind.example',
    'Approved & In Accounting Review',
    '2026-11-06T09:00:00',
    '2026-11-07T09:00:00',
    '-5.20',
    'USD',
  ])
})

test('An export of reports counts what blocks and what warns', () => {
  expect(parse(reportsCsv([report]))[1]?.slice(-4)).toEqual(['-5.20', 'USD', '1', '1'])
})
