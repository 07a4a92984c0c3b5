import type { Context } from 'hono'
import type { Env } from '../context.ts'
import type { Visibility } from '../exceptions/entities.ts'
import { ConcurError } from '../http/concur-error.ts'
import type { Person } from '../people.ts'
import { isDelegateOf } from '../seed/reporters.ts'
import {
  type ExpenseReport,
  type ReportAllocation,
  type ReportExpense,
  withItemizations,
} from './entities.ts'

/** `contextType` of the user routes (v4.exceptions). */
const CONTEXTS = ['TRAVELER', 'MANAGER', 'PROXY'] as const

export type ContextType = (typeof CONTEXTS)[number]

const VISIBLE: Record<ContextType, readonly Visibility[]> = {
  TRAVELER: ['ALL'],
  PROXY: ['ALL'],
  MANAGER: ['ALL', 'APPROVER_PROCESSOR'],
}

/** Whether an exception is seen by who asks; the plain routes see all. */
export function isVisible(context: ContextType | undefined, visibility: Visibility): boolean {
  return context === undefined || VISIBLE[context].includes(visibility)
}

/** Undefined on the plain routes, which name no user. */
export function contextOf(c: Context<Env>): ContextType | undefined {
  const given = c.req.param('contextType')
  if (given === undefined) return undefined
  const context = CONTEXTS.find((each) => each === given)
  if (context) return context
  const message = `contextType must be one of ${CONTEXTS.join(', ')}.`
  throw new ConcurError(400, message, undefined, [
    { id: 'contextType.invalid', message, source: 'contextType' },
  ])
}

/** "Expense Processor" works on everybody's reports; the page leaves out which roles a user token needs on the plain routes. */
const worksOnAll = (person: Person): boolean =>
  person.roles.includes('Expense Processor') || person.roles.includes('Web Services Administrator')

/** The report of the path, if who asks may see it. */
export function foundReport(c: Context<Env>): ExpenseReport {
  const context = contextOf(c)
  const person = c.get('person')
  if (context === undefined) {
    if (person && !worksOnAll(person)) {
      throw new ConcurError(403, 'The user may not use this operation: a company token is expected.')
    }
  } else {
    refuseForeignUser(c)
  }
  const id = c.req.param('reportId') ?? ''
  const report = c.get('sandbox').reports.find(id)
  if (!report || (context && !isSeenBy(c, context, report))) {
    throw new ConcurError(404, `The report ${id} was not found.`)
  }
  return report
}

/** A user token speaks for its own user only; a company token for any. */
export function refuseForeignUser(c: Context<Env>): void {
  const person = c.get('person')
  if (person && c.req.param('userID')?.toLowerCase() !== person.id) {
    throw new ConcurError(403, 'The userID is not the user of the token.')
  }
}

function isSeenBy(c: Context<Env>, context: ContextType, report: ExpenseReport): boolean {
  const userId = c.req.param('userID')?.toLowerCase()
  const person = c.get('person')
  switch (context) {
    case 'TRAVELER':
      return report.owner.id === userId
    case 'MANAGER':
      if (report.submittedAt === undefined) return false
      return report.approver.id === userId || person?.roles.includes('Expense Processor') === true
    case 'PROXY':
      return person !== undefined && isDelegateOf(person.login, report.owner.login)
  }
}

/** The expense or itemization of the path. */
export function foundExpense(c: Context<Env>, report: ExpenseReport): ReportExpense {
  const id = c.req.param('expenseId') ?? ''
  const expense = withItemizations(report.expenses).find((each) => each.id === id)
  if (!expense) throw new ConcurError(404, `The expense ${id} was not found on the report ${report.id}.`)
  return expense
}

export function foundAllocation(c: Context<Env>, expense: ReportExpense): ReportAllocation {
  const id = c.req.param('allocationId') ?? ''
  const allocation = expense.allocations.find((each) => each.id === id)
  if (!allocation) {
    throw new ConcurError(404, `The allocation ${id} was not found on the expense ${expense.id}.`)
  }
  return allocation
}

/** A boolean of the query; anything but true and false is refused. */
export function flagOf(c: Context<Env>, name: string): boolean {
  const given = c.req.query(name)
  if (given === undefined || given === 'false') return false
  if (given === 'true') return true
  const message = `${name} must be true or false.`
  throw new ConcurError(400, message, undefined, [{ id: `${name}.invalid`, message, source: name }])
}
