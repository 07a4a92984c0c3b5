import { createParser, parseAsString, parseAsStringLiteral } from 'nuqs'
import { auditPhases, auditVerbs } from '#lib/contracts/vocabulary.ts'

const parseAsDay = createParser({
  parse: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : null),
  serialize: (day) => day,
})

/** Everything that a shared link restores. */
export const auditUrl = {
  person: parseAsString,
  verb: parseAsStringLiteral(auditVerbs),
  object: parseAsString,
  phase: parseAsStringLiteral(auditPhases),
  from: parseAsDay,
  to: parseAsDay,
}
