import { ConcurForbidden, ConcurNotFound } from '#lib/concur/errors.ts'
import type { ReportContext, UserView } from '#lib/concur/report-place.ts'
import { type ExpenseReport, getReport } from '#lib/concur/reports-v4.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/refusal.ts'
import { asSystem, asUser, type ReportAccess } from '#lib/report-access.ts'

export interface SeenReport {
  report: ExpenseReport
  access: ReportAccess
  /** For what has no plain route, itemizations and allocations: null where nobody's view of the report is open to who asks. */
  userView: UserView | null
}

/** Most people here look at reports of others. */
const CONTEXTS: readonly ReportContext[] = ['MANAGER', 'TRAVELER', 'PROXY']

/**
 * The report, in the name of whoever may see it: the company where it acts for this person, else the person in the first of their
 * contexts in which Concur knows it, or by a role that opens the plain route. @throws ConcurNotFound where there is none
 */
export async function findReport(context: Context, reportId: string): Promise<SeenReport> {
  if (context.companyConcur) {
    const access = asSystem(context)
    const report = await access.ask((concur) => getReport(concur, reportId, access.view))
    return { report, access, userView: { userId: report.ownerId ?? '', context: 'TRAVELER' } }
  }
  const refusals: unknown[] = []
  for (const each of CONTEXTS) {
    const access = asUser(context, each)
    const userView = { userId: context.person.concurUserId, context: each }
    try {
      return { report: await getReport(context.concur, reportId, userView), access, userView }
    } catch (error) {
      if (!(error instanceof ConcurNotFound || error instanceof ConcurForbidden)) throw error
      refusals.push(error)
    }
  }
  const access = asSystem(context)
  try {
    const report = await access.ask((concur) => getReport(concur, reportId, access.view))
    return { report, access, userView: null }
  } catch (error) {
    // The role is not what most people lack here: the report is just not theirs.
    throw error instanceof Refusal ? refusals[0] : error
  }
}
