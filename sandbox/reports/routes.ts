import { type Context, Hono } from 'hono'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { type Json, writeJson } from '../http/json-writer.ts'
import { needsToken } from '../oauth/bearer.ts'
import { contextOf, foundExpense, foundReport, refuseForeignUser } from './access.ts'
import type { ExpenseReport, ReportExpense } from './entities.ts'
import { allocationRow, expenseDetail, expenseSummary } from './expense-v4.ts'
import { findOwnReport, searchReports } from './report-search.ts'
import { REPORTS_V3, reportV3 } from './report-v3.ts'
import { reportToApprove, reportV4 } from './report-v4.ts'

const SYSTEM = '/expensereports/v4/reports/:reportId'
const USER = '/expensereports/v4/users/:userID/context/:contextType'
const REPORT = `${USER}/reports/:reportId`

const read = needsToken('expense.report.read', 'expense.report.readwrite')

/** Reports v3 (v3.reports) and the reads of Reports, Expenses and Allocations v4. */
export const reportRoutes = new Hono<Env>()
  .get(REPORTS_V3, needsToken('EXPRPT'), (c) => json(c, searchReports(c)))
  .get(`${REPORTS_V3}/:id`, needsToken('EXPRPT'), (c) => json(c, reportV3(findOwnReport(c))))
  .get(SYSTEM, read, report)
  .get(REPORT, read, report)
  .get(`${USER}/reportsToApprove`, read, toApprove)
  .get(`${SYSTEM}/expenses`, read, expenses)
  .get(`${REPORT}/expenses`, read, expenses)
  .get(`${SYSTEM}/expenses/:expenseId`, read, expense)
  .get(`${REPORT}/expenses/:expenseId`, read, expense)
  .get(`${REPORT}/expenses/:expenseId/itemizations`, read, itemizations)
  .get(`${REPORT}/expenses/:expenseId/allocations`, read, allocations)

function report(c: Context<Env>) {
  return json(c, reportV4(foundReport(c), hrefOf(c)))
}

function expenses(c: Context<Env>) {
  const found = foundReport(c)
  return json(c, summaries(c, found, found.expenses))
}

function expense(c: Context<Env>) {
  const found = foundReport(c)
  const one = foundExpense(c, found)
  return json(c, expenseDetail(found, one, expenseHref(c, one)))
}

function itemizations(c: Context<Env>) {
  const found = foundReport(c)
  return json(c, summaries(c, found, foundExpense(c, found).itemizations))
}

function allocations(c: Context<Env>) {
  const found = foundReport(c)
  const one = foundExpense(c, found)
  return json(
    c,
    one.allocations.map((each) => allocationRow(found, one, each)),
  )
}

/** Reports that wait for the user; in the sandbox nobody approves for another, so delegates add none. */
function toApprove(c: Context<Env>) {
  if (contextOf(c) !== 'MANAGER') throw new ConcurError(403, 'contextType must be MANAGER.')
  refuseForeignUser(c)
  const waiting = c
    .get('sandbox')
    .reports.all()
    .filter(
      ({ status, approver }) => status === 'A_PEND' && approver.id === c.req.param('userID')?.toLowerCase(),
    )
  return json(c, sorted(c, waiting).map(reportToApprove))
}

/** `sort` names a field of the answer; those that people sort by are known here. */
function sorted(c: Context<Env>, reports: readonly ExpenseReport[]): ExpenseReport[] {
  const field = c.req.query('sort') ?? 'submitDate'
  const by: Record<string, (report: ExpenseReport) => string> = {
    name: ({ name }) => name,
    reportDate: ({ endDate }) => endDate,
    reportNumber: ({ number }) => number,
    submitDate: ({ submittedAt = 0 }) => String(submittedAt).padStart(15, '0'),
  }
  const key = Object.hasOwn(by, field) ? by[field] : undefined
  if (!key) throw new ConcurError(400, `The reports cannot be sorted by ${field}.`)
  const ascending = reports.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
  return c.req.query('order') === 'desc' ? ascending.reverse() : ascending
}

function summaries(c: Context<Env>, report: ExpenseReport, expenses: readonly ReportExpense[]): Json {
  return expenses.map((each) => expenseSummary(report, each, expenseHref(c, each)))
}

/** Links of v4 name the host that was asked. */
const hrefOf = (c: Context<Env>): string => c.get('sandbox').origin + new URL(c.req.url).pathname

const expenseHref = (c: Context<Env>, { id }: ReportExpense): string =>
  `${hrefOf(c).replace(/\/expenses(\/.*)?$/, '')}/expenses/${id}`

const json = (c: Context<Env>, document: Json) =>
  c.body(writeJson(document), 200, { 'Content-Type': 'application/json' })
