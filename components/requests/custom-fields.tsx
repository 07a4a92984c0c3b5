import type { CustomField } from '#lib/contracts/values.ts'
import { fieldText, hasValue } from './allocation-summary.ts'
import { FactList } from './fact-list.tsx'
import { Section } from './section.tsx'

/** Concur says only the numbers of these fields: their labels belong to the company's forms. */
export function CustomFields({ fields }: { fields: readonly CustomField[] }) {
  const filled = fields.filter(hasValue)
  if (filled.length === 0) return null
  return (
    <Section title="Custom fields">
      <FactList
        facts={filled.map((field): [string, string] => [`Custom ${field.number}`, fieldText(field)])}
      />
    </Section>
  )
}
