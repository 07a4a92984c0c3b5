import type { z } from 'zod'
import { listExceptions as askConcur, type ExceptionQuery } from '#lib/concur/exceptions-v4.ts'
import type { ReportContext, ReportPlace } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import type { listReportExceptions as endpoint } from '#lib/contracts/exceptions.ts'
import { accessFor } from '#lib/report-access.ts'
import { nameMissing } from './name-missing.ts'

/** The exceptions at a place and below it, as the person or the company sees them. */
export async function listExceptions(
  context: Context,
  place: ReportPlace,
  query: ExceptionQuery & { as?: 'user' | 'system'; context: ReportContext },
): Promise<z.output<typeof endpoint.answer>> {
  const access = accessFor(context, query)
  try {
    const found = await access.ask((concur) => askConcur(concur, place, access.view, query))
    return { items: found, as: access.as, readAt: context.now().toISOString() }
  } catch (error) {
    throw await nameMissing(access, place, error)
  }
}
