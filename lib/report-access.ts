import type { ConcurClient } from '#lib/concur/client.ts'
import { ConcurForbidden, ConcurSessionExpired } from '#lib/concur/errors.ts'
import type { ReportContext, ReportView } from '#lib/concur/report-place.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from './refusal.ts'

/** Scopes of Reports v4 and Exceptions v4; any one of them is enough. */
export const READ_REPORTS = ['expense.report.read', 'expense.report.readwrite']
export const CHANGE_REPORTS = ['expense.report.readwrite']

/** Of Reports v3. */
export const SEARCH_REPORTS = ['EXPRPT']

/** In whose name reports are asked for: everything that Concur answers is of this view. */
export interface ReportAccess {
  as: 'user' | 'system'
  view: ReportView
  /** @throws Refusal where Concur, or the person's own grant, does not allow it */
  ask<T>(call: (concur: ConcurClient) => Promise<T>): Promise<T>
}

/** The person themselves, in one of the contexts that they may have to a report. */
export function asUser({ person, concur }: Context, context: ReportContext): ReportAccess {
  return { as: 'user', view: { userId: person.concurUserId, context }, ask: (call) => call(concur) }
}

/**
 * The plain `reports/...` routes: with the company's token where one is configured, else with the person's own, which Concur takes
 * from some roles. The company may do what the person may not, so it only ever does what the person's own grant has the scope for.
 */
export function asSystem(context: Context, scopes = READ_REPORTS): ReportAccess {
  return {
    as: 'system',
    view: 'system',
    async ask(call) {
      if (!scopes.some((scope) => context.person.scopes.includes(scope))) throw notGranted(scopes)
      try {
        return await call(context.companyConcur ?? context.concur)
      } catch (error) {
        throw explained(context, error)
      }
    },
  }
}

/** To add and clear: only the plain routes do. */
export function asWriter(context: Context): ReportAccess {
  return asSystem(context, CHANGE_REPORTS)
}

export function accessFor(
  context: Context,
  { as, context: reportContext }: { as?: ReportAccess['as']; context: ReportContext },
): ReportAccess {
  const wanted = as ?? (context.companyConcur ? 'system' : 'user')
  return wanted === 'system' ? asSystem(context) : asUser(context, reportContext)
}

function notGranted(scopes: readonly string[]): Refusal {
  return new Refusal(
    'concur-forbidden',
    403,
    `The app was not granted ${scopes.join(' or ')}. Nothing was sent. Ask whoever runs Clearance for it, then sign in again.`,
  )
}

/** A sign-in or a role of the person would not help where it is the company that is turned away, and the other way round. */
function explained({ companyConcur }: Context, error: unknown): unknown {
  const isForbidden =
    error instanceof ConcurForbidden || (companyConcur && error instanceof ConcurSessionExpired)
  if (!isForbidden) return error
  const words = error.concurMessage ? `Concur says: “${error.concurMessage}” ` : ''
  const next = companyConcur
    ? 'It does not take this from the company’s token of this desk: ask whoever runs Clearance to renew it, or to widen its scopes.'
    : 'Concur takes this from a company’s token, or from people with the role for it: ask your Concur administrator for the role, or whoever runs Clearance for a company’s token.'
  return new Refusal('concur-forbidden', 403, `${words}Nothing was changed. ${next}`, { cause: error })
}
