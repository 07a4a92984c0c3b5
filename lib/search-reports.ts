import { ConcurForbidden } from '#lib/concur/errors.ts'
import { searchReports as askConcur, type FoundReport, PAGE_LIMIT } from '#lib/concur/reports-v3.ts'
import type { Context } from '#lib/context.ts'
import type { ReportFilter, ReportSummary } from '#lib/contracts/reports.ts'
import { presentMoment } from './present-values.ts'
import { Refusal } from './refusal.ts'
import { asSystem, SEARCH_REPORTS } from './report-access.ts'

export interface ReportPage {
  items: ReportSummary[]
  nextCursor: string | null
  /** False where Concur let this person read their own reports only. */
  allOwners: boolean
}

/** Whose reports a page shows, and where it begins: what the next page needs to go on in the same search. */
interface Place {
  whose: 'all' | 'own'
  offset?: string
}

/** One page of the search: all owners where Concur allows that, else one's own. */
export async function searchReports(
  context: Context,
  filter: ReportFilter,
  { cursor, limit = PAGE_LIMIT }: { cursor?: string; limit?: number } = {},
): Promise<ReportPage> {
  const place = cursor === undefined ? undefined : readCursor(cursor)
  if (place?.whose === 'own') return ownReports(context, filter, limit, place.offset)
  try {
    return await allReports(context, filter, limit, place?.offset)
  } catch (error) {
    // The role Web Services Admin is missing. Somebody else's reports were asked for by name: then one's own are no answer.
    if (!(error instanceof ConcurForbidden) || filter.owner !== undefined) throw error
    return ownReports(context, filter, limit)
  }
}

async function allReports(
  context: Context,
  filter: ReportFilter,
  limit: number,
  offset?: string,
): Promise<ReportPage> {
  const search = { ...terms(filter), limit, offset }
  const isOwn = filter.owner?.toLowerCase() === context.person.login.toLowerCase()
  const owner = isOwn ? undefined : (filter.owner ?? 'ALL')
  const found =
    context.companyConcur && !isOwn
      ? await asSystem(context, SEARCH_REPORTS).ask((concur) => askConcur(concur, { ...search, owner }))
      : await askConcur(context.concur, { ...search, owner })
  return page(found.reports, 'all', found.nextOffset)
}

async function ownReports(
  context: Context,
  filter: ReportFilter,
  limit: number,
  offset?: string,
): Promise<ReportPage> {
  const found = await askConcur(context.concur, { ...terms(filter), limit, offset })
  return page(found.reports, 'own', found.nextOffset)
}

function terms({ status, submittedAfter, submittedBefore, modifiedAfter }: ReportFilter) {
  return {
    approvalStatusCodes: status ? [status] : undefined,
    submittedAfter,
    submittedBefore,
    modifiedAfter,
  }
}

function page(reports: FoundReport[], whose: Place['whose'], nextOffset: string | null): ReportPage {
  return {
    items: reports.map(presentFound),
    nextCursor: nextOffset === null ? null : `${whose}:${nextOffset}`,
    allOwners: whose === 'all',
  }
}

function readCursor(cursor: string): Place {
  const [, whose, offset] = /^(all|own):(.+)$/.exec(cursor) ?? []
  if ((whose === 'all' || whose === 'own') && offset !== undefined) return { whose, offset }
  throw new Refusal('bad-request', 400, 'There is no such page. Nothing was sent.', {
    fields: { cursor: 'This is not the cursor of a page before.' },
  })
}

function presentFound(report: FoundReport): ReportSummary {
  return {
    reportId: report.reportId,
    name: report.name ?? '',
    owner: { name: report.ownerName, login: report.ownerLogin },
    approverLogin: report.approverLogin,
    total: report.total,
    approvalStatus: { code: report.approvalStatusCode, name: report.approvalStatus },
    paymentStatus: report.paymentStatus,
    submittedAt: presentMoment(report.submittedAt),
    modifiedAt: presentMoment(report.modifiedAt),
    hasException: report.hasException,
    everSentBack: report.everSentBack,
  }
}
