import {
  type ExpenseReport,
  type ReportAllocation,
  type ReportExpense,
  withItemizations,
} from '../reports/entities.ts'
import type { ReportException } from './entities.ts'

/** An exception with the place where it stands; a header exception stands at neither. */
export type PlacedException = {
  exception: ReportException
  expense: ReportExpense | undefined
  allocation: ReportAllocation | undefined
}

export const onHeader = (report: ExpenseReport): PlacedException[] => at(report.exceptions)

/** The allocation's own. */
export const onAllocation = (expense: ReportExpense, allocation: ReportAllocation): PlacedException[] =>
  at(allocation.exceptions, expense, allocation)

/** The expense's own and those of its allocations. */
export const onExpense = (expense: ReportExpense): PlacedException[] => [
  ...at(expense.exceptions, expense),
  ...expense.allocations.flatMap((allocation) => onAllocation(expense, allocation)),
]

export const everywhere = (report: ExpenseReport): PlacedException[] => [
  ...onHeader(report),
  ...withItemizations(report.expenses).flatMap(onExpense),
]

export const reportHasExceptions = (report: ExpenseReport): boolean => everywhere(report).length > 0

/** In the order of the printed answers. */
export const exceptionRow = ({ exception, expense, allocation }: PlacedException) => ({
  exceptionCode: exception.code,
  exceptionVisibility: exception.visibility,
  isBlocking: exception.isBlocking,
  message: exception.message,
  allocationId: allocation?.id ?? null,
  expenseId: expense?.id ?? null,
  parentExpenseId: expense?.parent?.id ?? null,
})

function at(
  exceptions: readonly ReportException[],
  expense?: ReportExpense,
  allocation?: ReportAllocation,
): PlacedException[] {
  return exceptions.map((exception) => ({ exception, expense, allocation }))
}
