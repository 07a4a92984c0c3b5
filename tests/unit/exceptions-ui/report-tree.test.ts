import { expect, test } from 'vitest'
import { placeTitle } from '#components/exceptions/place-words.ts'
import { placeTree, reportRows } from '#components/exceptions/report-tree.ts'
import type { Expense } from '#lib/contracts/reports.ts'
import { exceptionOf, reportOf } from './scanned-reports.ts'

function expenseOf(expenseId: string, more: Partial<Expense> = {}): Expense {
  return {
    expenseId,
    parentExpenseId: null,
    type: 'Hotel',
    vendor: 'Harbor Inn',
    date: null,
    transactionAmount: null,
    approvedAmount: null,
    hasExceptions: null,
    hasBlockingExceptions: null,
    allocations: [],
    ...more,
  }
}

const share = {
  allocationId: 'A1',
  percentage: '60.00000000',
  amount: null,
  accountCode: '4410',
  label: 'Procurement',
}
const expenses = [
  expenseOf('E1'),
  expenseOf('E2', { parentExpenseId: 'E1', type: 'Room tax', vendor: null, allocations: [share] }),
  expenseOf('E3', { type: 'Taxi', vendor: 'Orange Cab' }),
]
const exceptions = [
  exceptionOf('LATE60'),
  exceptionOf('RCPTSUM', { isBlocking: true }),
  exceptionOf('CLOSEDCO', { isBlocking: true, expenseId: 'E2', parentExpenseId: 'E1', allocationId: 'A1' }),
  exceptionOf('LIMIT', { expenseId: 'gone' }),
]
const report = reportOf('R1')
const tree = placeTree('R1', expenses, exceptions)

/** One line for each row, indented by its level. */
const drawn = (turned: readonly string[] = []) =>
  reportRows(report, tree, new Set(turned)).map((row) => {
    const words =
      row.kind === 'place'
        ? `${placeTitle(row.node)} ${row.blocking}+${row.warnings}`
        : row.exception.exceptionCode
    return `${'  '.repeat(row.branch.level - 1)}${words}`
  })

test('Each exception stands at its own place, blocking ones first, and none is left out', () => {
  expect(drawn()).toEqual([
    'Report header 1+1',
    '  RCPTSUM',
    '  LATE60',
    'Hotel, Harbor Inn 1+0',
    '  Itemization, Room tax 1+0',
    '    Allocation, Procurement · 60 % 1+0',
    '      CLOSEDCO',
    'Taxi, Orange Cab 0+0',
    'Expense, gone 0+1',
    '  LIMIT',
  ])
})

test('A place that is closed hides what is below and still counts it', () => {
  expect(drawn(['E1', 'header'])).toEqual([
    'Report header 1+1',
    'Hotel, Harbor Inn 1+0',
    'Taxi, Orange Cab 0+0',
    'Expense, gone 0+1',
    '  LIMIT',
  ])
})
