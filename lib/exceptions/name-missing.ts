import { ConcurNotFound } from '#lib/concur/errors.ts'
import { listExceptions } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import { Refusal } from '#lib/refusal.ts'
import type { ReportAccess } from '#lib/report-access.ts'
import { levelOf } from './place.ts'

/**
 * A 404 says that a place is not there, and Concur's words need not say which part of it: the places above are asked, from the
 * top. Any other error stays what it is.
 */
export async function nameMissing(
  access: ReportAccess,
  place: ReportPlace,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof ConcurNotFound)) return error
  for (const above of placesAbove(place)) {
    const missing = await isMissing(access, above)
    if (missing === null) return error
    if (missing) return notThere(above, error)
  }
  return notThere(place, error)
}

function placesAbove({ reportId, expenseId, allocationId }: ReportPlace): ReportPlace[] {
  const report = { reportId }
  if (expenseId === undefined) return []
  return allocationId === undefined ? [report] : [report, { reportId, expenseId }]
}

/** Null where nobody can say. */
async function isMissing({ ask, view }: ReportAccess, place: ReportPlace): Promise<boolean | null> {
  try {
    await ask((concur) =>
      listExceptions(concur, place, view, { excludeExpenses: true, excludeItemizations: true }),
    )
    return false
  } catch (error) {
    return error instanceof ConcurNotFound ? true : null
  }
}

function notThere(place: ReportPlace, cause: ConcurNotFound): Refusal {
  const { reportId, expenseId, allocationId } = place
  const what = {
    header: `no report ${reportId} that you may see`,
    expense: `no expense ${expenseId} on the report ${reportId}`,
    allocation: `no allocation ${allocationId} on the expense ${expenseId}`,
  }[levelOf(place)]
  return new Refusal(
    'concur-not-found',
    404,
    `Concur knows ${what}. Nothing was changed. It may have been deleted, or the link is not complete.`,
    { cause },
  )
}
