import type { z } from 'zod'
import { listExceptions as askConcur, type ExceptionQuery } from '#lib/concur/exceptions-v4.ts'
import type { ReportContext, ReportPlace } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import type { listReportExceptions as endpoint } from '#lib/contracts/exceptions.ts'
import { Refusal } from '#lib/refusal.ts'
import { accessFor, asSystem, type ReportAccess } from '#lib/report-access.ts'
import { nameMissing } from './name-missing.ts'

type Answer = z.output<typeof endpoint.answer>
type Query = ExceptionQuery & { as?: 'user' | 'system'; context: ReportContext }

/**
 * The exceptions at a place and below it, as the person or the company sees them. Where nobody chose, a report that is not theirs
 * as a user is asked for on the plain route, which some roles open.
 */
export async function listExceptions(context: Context, place: ReportPlace, query: Query): Promise<Answer> {
  const access = accessFor(context, query)
  try {
    return await listAs(context, access, place, query)
  } catch (error) {
    const isNotTheirs = error instanceof Refusal && error.code === 'concur-not-found'
    if (query.as || access.as === 'system' || !isNotTheirs) throw error
    return await listAs(context, asSystem(context), place, query).catch((second: unknown) => {
      throw second instanceof Refusal && second.code === 'concur-forbidden' ? error : second
    })
  }
}

async function listAs(
  context: Context,
  access: ReportAccess,
  place: ReportPlace,
  query: Query,
): Promise<Answer> {
  try {
    const found = await access.ask((concur) => askConcur(concur, place, access.view, query))
    return { items: found, as: access.as, readAt: context.now().toISOString() }
  } catch (error) {
    throw await nameMissing(access, place, error)
  }
}
