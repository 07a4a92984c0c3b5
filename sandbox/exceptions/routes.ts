import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { writeJson } from '../http/json-writer.ts'
import { needsToken } from '../oauth/bearer.ts'
import {
  contextOf,
  flagOf,
  foundAllocation,
  foundExpense,
  foundReport,
  isVisible,
} from '../reports/access.ts'
import type { ExpenseReport } from '../reports/entities.ts'
import { addException, clearException } from './change-exceptions.ts'
import type { ExceptionHolder } from './entities.ts'
import { readExceptionBody } from './exception-body.ts'
import {
  everywhere,
  exceptionRow,
  onAllocation,
  onExpense,
  onHeader,
  type PlacedException,
} from './exception-rows.ts'

const SYSTEM = '/expensereports/v4/reports/:reportId'
const USER = '/expensereports/v4/users/:userID/context/:contextType/reports/:reportId'
const EXPENSE = '/expenses/:expenseId'
const ALLOCATION = `${EXPENSE}/allocations/:allocationId`

const read = needsToken('expense.report.read', 'expense.report.readwrite')
const write = needsToken('expense.report.readwrite')

/** "This is the user access token": these three operations alone do not say company. */
const userToken = createMiddleware<Env>(async (c, next) => {
  if (!c.get('person'))
    throw new ConcurError(403, 'A company-level token is not supported by this operation.')
  await next()
})

/** Exceptions v4 (expense/expense-report/v4.exceptions). */
export const exceptionRoutes = new Hono<Env>()
  .get(`${USER}/exceptions`, read, userToken, readHeader)
  .get(`${USER}${EXPENSE}/exceptions`, read, userToken, readExpense)
  .get(`${USER}${ALLOCATION}/exceptions`, read, userToken, readAllocation)
  .get(`${SYSTEM}/exceptions`, read, readHeader)
  .get(`${SYSTEM}${EXPENSE}/exceptions`, read, readExpense)
  .get(`${SYSTEM}${ALLOCATION}/exceptions`, read, readAllocation)
  .put(`${SYSTEM}/exceptions`, write, (c) => add(c, onReport))
  .put(`${SYSTEM}${EXPENSE}/exceptions`, write, (c) => add(c, foundExpense))
  .put(`${SYSTEM}${ALLOCATION}/exceptions`, write, (c) => add(c, allocationOf))
  .delete(`${SYSTEM}/exceptions/:exceptionCode`, write, (c) => clear(c, onReport))
  .delete(`${SYSTEM}${EXPENSE}/exceptions/:exceptionCode`, write, (c) => clear(c, foundExpense))
  .delete(`${SYSTEM}${ALLOCATION}/exceptions/:exceptionCode`, write, (c) => clear(c, allocationOf))

/** The header's own, and unless they are excluded everything below it. */
function readHeader(c: Context<Env>) {
  const report = foundReport(c)
  return rows(c, flagOf(c, 'excludeExpenses') ? onHeader(report) : everywhere(report))
}

/** The expense's own with its allocations', and unless they are excluded those of its itemizations. */
function readExpense(c: Context<Env>) {
  const expense = foundExpense(c, foundReport(c))
  const below = flagOf(c, 'excludeItemizations') ? [] : expense.itemizations
  return rows(c, [expense, ...below].flatMap(onExpense))
}

function readAllocation(c: Context<Env>) {
  const expense = foundExpense(c, foundReport(c))
  return rows(c, onAllocation(expense, foundAllocation(c, expense)))
}

type Finder = (c: Context<Env>, report: ExpenseReport) => ExceptionHolder

const onReport: Finder = (_, report) => report
const allocationOf: Finder = (c, report) => foundAllocation(c, foundExpense(c, report))

/** "200 OK No Content". The same exception again changes nothing, another visibility replaces the first. */
async function add(c: Context<Env>, find: Finder) {
  const report = foundReport(c)
  const holder = find(c, report)
  const { exceptionCode, exceptionVisibility } = readExceptionBody(
    c.req.header('content-type'),
    await c.req.text(),
  )
  const { reports, today } = c.get('sandbox')
  if (addException(holder, exceptionCode, exceptionVisibility)) reports.changed(report, today())
  return c.body(null, 200)
}

/** The code at this one place; the same code elsewhere on the report stays. */
function clear(c: Context<Env>, find: Finder) {
  const report = foundReport(c)
  const code = c.req.param('exceptionCode') ?? ''
  if (!clearException(find(c, report), code)) {
    throw new ConcurError(404, `The exception ${code} was not found here.`)
  }
  const { reports, today } = c.get('sandbox')
  reports.changed(report, today())
  return c.body(null, 204)
}

function rows(c: Context<Env>, placed: readonly PlacedException[]) {
  const context = contextOf(c)
  const seen = placed.filter(({ exception }) => isVisible(context, exception.visibility))
  return c.body(writeJson(seen.map(exceptionRow)), 200, { 'Content-Type': 'application/json' })
}
