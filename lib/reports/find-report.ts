import { ConcurForbidden, ConcurNotFound } from '#lib/concur/errors.ts'
import type { ReportContext, UserView } from '#lib/concur/report-place.ts'
import { type ExpenseReport, getReport } from '#lib/concur/reports-v4.ts'
import type { Context } from '#lib/context.ts'
import { asSystem, asUser, type ReportAccess } from '#lib/report-access.ts'

export interface SeenReport {
  report: ExpenseReport
  access: ReportAccess
  /** For what has no plain route: itemizations and allocations. */
  userView: UserView
}

/** Most people here look at reports of others. */
const CONTEXTS: readonly ReportContext[] = ['MANAGER', 'TRAVELER', 'PROXY']

/**
 * The report, in the name of whoever may see it: the company where its token is configured, else the person in the first of their
 * contexts in which Concur knows it. @throws ConcurNotFound where there is none
 */
export async function findReport(context: Context, reportId: string): Promise<SeenReport> {
  if (context.companyConcur) {
    const access = asSystem(context)
    const report = await access.ask((concur) => getReport(concur, reportId, access.view))
    return { report, access, userView: { userId: report.ownerId ?? '', context: 'TRAVELER' } }
  }
  let refused: unknown
  for (const each of CONTEXTS) {
    const access = asUser(context, each)
    const userView = { userId: context.person.concurUserId, context: each }
    try {
      return { report: await getReport(context.concur, reportId, userView), access, userView }
    } catch (error) {
      if (!(error instanceof ConcurNotFound || error instanceof ConcurForbidden)) throw error
      refused ??= error
    }
  }
  throw refused
}
