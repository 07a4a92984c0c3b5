import { listExceptions, type ReportException } from '#lib/concur/exceptions-v4.ts'
import type { ReportPlace } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import type { ReportAccess } from '#lib/report-access.ts'
import { nameMissing } from './name-missing.ts'
import { standsAt } from './place.ts'

/** What stands at this very place now. @throws Refusal that says which part of the place is not there */
export async function standingExceptions(
  access: ReportAccess,
  place: ReportPlace,
): Promise<ReportException[]> {
  const only = { excludeExpenses: true, excludeItemizations: true }
  try {
    const found = await access.ask((concur) => listExceptions(concur, place, access.view, only))
    // An expense answers with what stands at its allocations too.
    return found.filter((exception) => standsAt(place, exception))
  } catch (error) {
    throw await nameMissing(access, place, error)
  }
}

/** The same after a write: null where it cannot be read, since the write is over whether or not anybody can look. */
export async function readBack(
  { log }: Context,
  access: ReportAccess,
  place: ReportPlace,
): Promise<ReportException[] | null> {
  try {
    return await standingExceptions(access, place)
  } catch (error) {
    log.warn({ err: error, ...place }, 'the read back failed')
    return null
  }
}
