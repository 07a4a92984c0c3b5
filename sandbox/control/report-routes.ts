import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../context.ts'
import { addException, clearException } from '../exceptions/change-exceptions.ts'
import { type ExceptionHolder, VISIBILITIES } from '../exceptions/entities.ts'
import { knownCode } from '../exceptions/exception-codes.ts'
import { everywhere, exceptionRow, type PlacedException } from '../exceptions/exception-rows.ts'
import { ConcurError } from '../http/concur-error.ts'
import { type ExpenseReport, withItemizations } from '../reports/entities.ts'
import { readBody } from './read-body.ts'

const place = z.strictObject({
  expenseId: z.string().optional(),
  allocationId: z.string().optional(),
  exceptionCode: z.string().refine(knownCode, 'is no exception code'),
})

const touchBody = z.strictObject({
  add: z.array(place.extend({ exceptionVisibility: z.enum(VISIBILITIES).default('ALL') })).default([]),
  remove: z.array(place).default([]),
})

/** Behind the Reports and Exceptions APIs: what stands where, whoever may see it, and what somebody else did meanwhile. */
export const reportControlRoutes = new Hono<Env>()
  .get('/__control/reports', (c) => c.json(c.get('sandbox').reports.all().map(summary)))
  .get('/__control/reports/:reportId', (c) => c.json(view(found(c))))
  .post('/__control/reports/:reportId/touch', async (c) => {
    const report = found(c)
    const { add, remove } = await readBody(c, touchBody)
    for (const each of add) {
      addException(holderOf(report, each), each.exceptionCode, each.exceptionVisibility)
    }
    for (const each of remove) {
      if (clearException(holderOf(report, each), each.exceptionCode)) continue
      throw new ConcurError(409, `${each.exceptionCode} does not stand there.`)
    }
    const { reports, today } = c.get('sandbox')
    reports.changed(report, today())
    return c.json(view(report))
  })

function found(c: Context<Env>): ExpenseReport {
  const report = c.get('sandbox').reports.find(c.req.param('reportId') ?? '')
  if (!report) throw new ConcurError(404, 'The report was not found.')
  return report
}

function holderOf(
  report: ExpenseReport,
  { expenseId, allocationId }: z.output<typeof place>,
): ExceptionHolder {
  if (expenseId === undefined && allocationId === undefined) return report
  const expense = withItemizations(report.expenses).find(({ id }) => id === expenseId)
  const holder =
    allocationId === undefined ? expense : expense?.allocations.find(({ id }) => id === allocationId)
  if (!holder) throw new ConcurError(404, 'The expense or the allocation was not found.')
  return holder
}

const summary = (report: ExpenseReport) => {
  const exceptions = everywhere(report)
  return {
    reportId: report.id,
    name: report.name,
    ownerLogin: report.owner.login,
    ownerId: report.owner.id,
    approverLogin: report.approver.login,
    status: report.status,
    expenses: withItemizations(report.expenses).length,
    exceptions: exceptions.length,
    blocking: exceptions.filter(({ exception }) => exception.isBlocking).length,
    lastModifiedDate: new Date(report.modifiedAt).toISOString(),
  }
}

const level = ({ expense, allocation }: PlacedException): string =>
  allocation ? 'allocation' : expense?.parent ? 'itemization' : expense ? 'expense' : 'header'

const view = (report: ExpenseReport) => ({
  ...summary(report),
  exceptions: everywhere(report).map((placed) => ({ level: level(placed), ...exceptionRow(placed) })),
})
