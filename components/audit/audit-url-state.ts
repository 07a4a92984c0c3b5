import { createParser, parseAsString, parseAsStringLiteral } from 'nuqs'
import { auditPhase, auditVerbs } from '#lib/contracts/audit.ts'

const parseAsDay = createParser({
  parse: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : null),
  serialize: (day) => day,
})

/** Everything that a shared link restores. */
export const auditUrl = {
  person: parseAsString,
  verb: parseAsStringLiteral(auditVerbs),
  object: parseAsString,
  phase: parseAsStringLiteral(auditPhase.options),
  from: parseAsDay,
  to: parseAsDay,
}
