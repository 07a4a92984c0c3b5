import PQueue from 'p-queue'
import {
  listAllocations,
  listItemizations,
  type ReportAllocation,
  type ReportExpense,
  listExpenses as readExpenses,
} from '#lib/concur/reports-v4.ts'
import type { Context } from '#lib/context.ts'
import type { Allocation, Expense } from '#lib/contracts/reports.ts'
import { presentDay } from '#lib/present-values.ts'
import { Refusal } from '#lib/refusal.ts'
import { findReport } from './find-report.ts'

/** Concur throttles by company: one report must not lock everybody else out. */
const CALLS_AT_ONCE = 4

/** The expenses of a report, each followed by its itemizations, with their allocations. */
export async function listExpenses(context: Context, reportId: string): Promise<{ items: Expense[] }> {
  const { access, userView } = await findReport(context, reportId)
  if (!userView) throw notWhole(reportId)
  const queue = new PQueue({ concurrency: CALLS_AT_ONCE })
  const expenses = await access.ask((concur) => readExpenses(concur, reportId, access.view))

  /** No list says which expense is itemized: each has to be asked. */
  const withItemizations = async (expense: ReportExpense) => {
    const place = { reportId, expenseId: expense.expenseId }
    const itemizations = await queue.add(() =>
      access.ask((concur) => listItemizations(concur, place, userView)),
    )
    const all = [present(expense, null), ...itemizations.map((each) => present(each, expense.expenseId))]
    return Promise.all(all)
  }
  const allocationsOf = async ({ expenseId, allocationState }: ReportExpense) => {
    if (allocationState === 'NOT_ALLOCATED') return []
    const place = { reportId, expenseId }
    return queue.add(() => access.ask((concur) => listAllocations(concur, place, userView)))
  }
  const present = async (expense: ReportExpense, parentExpenseId: string | null) =>
    presentExpense(expense, parentExpenseId, await allocationsOf(expense))

  try {
    return { items: (await Promise.all(expenses.map(withItemizations))).flat() }
  } finally {
    queue.clear()
  }
}

/** A tree without its lower levels would look like a whole one. */
function notWhole(reportId: string): Refusal {
  return new Refusal(
    'concur-forbidden',
    403,
    `Concur shows itemizations and allocations of the report ${reportId} to its owner, its approver and the company’s token. Its exceptions can be read without them.`,
  )
}

function presentExpense(
  expense: ReportExpense,
  parentExpenseId: string | null,
  allocations: readonly ReportAllocation[],
): Expense {
  return {
    expenseId: expense.expenseId,
    parentExpenseId,
    type: expense.expenseType.name,
    vendor: expense.vendor,
    date: presentDay(expense.transactionDate),
    transactionAmount: expense.transactionAmount,
    approvedAmount: expense.approvedAmount,
    hasExceptions: expense.hasExceptions,
    hasBlockingExceptions: expense.hasBlockingExceptions,
    allocations: allocations.map(presentAllocation),
  }
}

function presentAllocation(allocation: ReportAllocation): Allocation {
  const charged = allocation.customData.flatMap(({ value }) => value ?? [])
  return {
    allocationId: allocation.allocationId,
    percentage: allocation.percentage,
    amount: allocation.allocationAmount ?? allocation.approvedAmount,
    accountCode: allocation.accountCode,
    label: charged.join(' · ') || null,
  }
}
