import type { z } from 'zod'
import { ConcurForbidden, ConcurNotFound } from '#lib/concur/errors.ts'
import { readPerson } from '#lib/concur/identity-v4.ts'
import type { Context } from '#lib/context.ts'
import type { readReport as endpoint, ReportSummary } from '#lib/contracts/reports.ts'
import { presentMoment } from '#lib/present-values.ts'
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
async function ownerOf(
  { person, companyConcur }: Context,
  ownerId: string | null,
): Promise<ReportSummary['owner']> {
  const unnamed = { name: null, login: null }
  if (ownerId === null) return unnamed
  if (ownerId.toLowerCase() === person.concurUserId.toLowerCase())
    return { name: person.name, login: person.login }
  if (!companyConcur) return unnamed
  try {
    const { name, login } = await readPerson(companyConcur, ownerId)
    return { name, login }
  } catch (error) {
    if (error instanceof ConcurForbidden || error instanceof ConcurNotFound) return unnamed
    throw error
  }
}
