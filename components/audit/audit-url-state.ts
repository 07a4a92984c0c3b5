import { oneOf, type UrlState } from '#lib/browser/url-state.ts'
import type { AuditFilter } from '#lib/contracts/audit.ts'
import { auditPhases, auditVerbs } from '#lib/contracts/vocabulary.ts'

/** A filter in the words of a field or an address; an empty text is none. */
export type FilterTexts = { [Name in keyof AuditFilter]?: string | undefined }

export function readFilter({ person, verb, object, phase, from, to }: FilterTexts): AuditFilter {
  return {
    person: person || undefined,
    verb: oneOf(auditVerbs, verb) ?? undefined,
    object: object || undefined,
    phase: oneOf(auditPhases, phase) ?? undefined,
    from: readDay(from),
    to: readDay(to),
  }
}

const readDay = (text = '') => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined)

/** Everything that a shared link restores. */
export const auditUrl: UrlState<AuditFilter> = {
  read: (search) => readFilter(Object.fromEntries(search)),
  write: ({ person = null, verb = null, object = null, phase = null, from = null, to = null }) => ({
    person,
    verb,
    object,
    phase,
    from,
    to,
  }),
}
