import { EXCEPTION_CODES } from '../../../sandbox/exceptions/exception-codes.ts'
import type { ConcurList } from '../../../sandbox/lists/entities.ts'
import { MIRA } from '../../../sandbox/people.ts'
import {
  type ExpenseReport,
  type ReportExpense,
  withItemizations,
} from '../../../sandbox/reports/entities.ts'
import { currentStep, type TravelRequest } from '../../../sandbox/travel-requests/entities.ts'
import type { FaultyDesk } from '../faulty-desk.ts'

function found<T>(what: T | undefined): T {
  if (what === undefined) throw new Error('The seed holds no such object.')
  return what
}

/** Waits for Mira, whose approval is the last. */
export function approvable({ desk }: FaultyDesk): TravelRequest {
  const all = desk.sandbox.store.requests.newestFirst()
  return found(
    all.find((request) => request.steps.length === 1 && currentStep(request)?.approver.login === MIRA.login),
  )
}

/** A request of Mira's own in that state. */
export function ownRequest({ desk }: FaultyDesk, status: TravelRequest['status']): TravelRequest {
  const all = desk.sandbox.store.requests.newestFirst()
  return found(all.find((request) => request.owner.login === MIRA.login && request.status === status))
}

/** A report of Mira's own. */
export function ownReport({ desk }: FaultyDesk): ExpenseReport {
  return found(desk.sandbox.store.reports.all().find(({ owner }) => owner.login === MIRA.login))
}

export function listNamed({ desk }: FaultyDesk, name: string): ConcurList {
  return found(desk.sandbox.store.lists.all().find((list) => list.name === name))
}

/** Of somebody whom Identity knows. With one expense, allocated and not itemized, and no other: each kind of read is one call. */
export function allocatedReport({ desk }: FaultyDesk): ExpenseReport {
  const isWanted = (expense: ReportExpense) =>
    expense.itemizations.length === 0 && expense.allocations.length > 0
  const report = found(
    desk.sandbox.store.reports
      .all()
      .find(({ owner, expenses }) => owner.login === MIRA.login && expenses.some(isWanted)),
  )
  report.expenses = report.expenses.filter(isWanted).slice(0, 1)
  return report
}

export interface ExceptionPlace {
  reportId: string
  expenseId?: string
  allocationId?: string
  /** Of the desk. */
  path: string
  holder: { exceptions: { code: string }[] }
}

/** A code that does not stand there. */
export function codeNotAt({ exceptions }: ExceptionPlace['holder']): string {
  const codes = Object.keys(EXCEPTION_CODES)
  return found(codes.find((code) => !exceptions.some((exception) => exception.code === code)))
}

/** A place at this level where at least one exception stands. */
export function placeWith({ desk }: FaultyDesk, level: 'header' | 'expense' | 'allocation'): ExceptionPlace {
  for (const report of desk.sandbox.store.reports.all()) {
    const path = `/api/reports/${report.id}`
    if (level === 'header' && report.exceptions.length > 0)
      return { reportId: report.id, path, holder: report }
    for (const expense of withItemizations(report.expenses)) {
      const ofExpense = { reportId: report.id, expenseId: expense.id }
      if (level === 'expense' && expense.exceptions.length > 0)
        return { ...ofExpense, path: `${path}/expenses/${expense.id}`, holder: expense }
      const allocation = expense.allocations.find(({ exceptions }) => exceptions.length > 0)
      if (level === 'allocation' && allocation)
        return {
          ...ofExpense,
          allocationId: allocation.id,
          path: `${path}/expenses/${expense.id}/allocations/${allocation.id}`,
          holder: allocation,
        }
    }
  }
  throw new Error(`No exception stands at an ${level}.`)
}
