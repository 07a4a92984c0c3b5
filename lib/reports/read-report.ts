import type { z } from 'zod'
import { ConcurNotFound } from '#lib/concur/errors.ts'
import { readPerson } from '#lib/concur/identity-v4.ts'
import type { Context } from '#lib/context.ts'
import type { readReport as endpoint, ReportSummary } from '#lib/contracts/reports.ts'
import { presentMoment } from '#lib/present-values.ts'
import { Refusal } from '#lib/refusal.ts'
import { asSystem } from '#lib/report-access.ts'
import { findReport } from './find-report.ts'

/** One report. What only the search knows (approver, last change, whether it was ever sent back) stays open. */
export async function readReport(
  context: Context,
  reportId: string,
): Promise<z.output<typeof endpoint.answer>> {
  const { report } = await findReport(context, reportId)
  return {
    reportId: report.reportId,
    name: report.name ?? '',
    owner: await ownerOf(context, report.ownerId),
    approverLogin: null,
    total: report.total,
    approvalStatus: { code: report.approvalStatusCode, name: report.approvalStatus },
    paymentStatus: report.paymentStatus,
    submittedAt: presentMoment(report.submittedAt),
    modifiedAt: null,
    hasException: null,
    everSentBack: null,
    purpose: report.businessPurpose,
    reportNumber: report.reportNumber,
  }
}

/** Reports v4 names the owner by id. A person's own token reads nobody else's name, the company's may. */
async function ownerOf(context: Context, ownerId: string | null): Promise<ReportSummary['owner']> {
  const { person, companyConcur } = context
  const unnamed = { name: null, login: null }
  if (ownerId === null) return unnamed
  if (ownerId.toLowerCase() === person.concurUserId.toLowerCase())
    return { name: person.name, login: person.login }
  if (!companyConcur) return unnamed
  try {
    const { name, login } = await asSystem(context).ask((concur) => readPerson(concur, ownerId))
    return { name, login }
  } catch (error) {
    // The company is not let in, or its token is over: the report can be read without a name.
    if (error instanceof Refusal || error instanceof ConcurNotFound) return unnamed
    throw error
  }
}
