import { shortDecimal } from '#components/ui/compare-decimals.ts'
import type { ExpectedExpense } from '#lib/contracts/requests.ts'
import type { CustomField } from '#lib/contracts/values.ts'

type Allocation = ExpectedExpense['allocations'][number]

/** "(4410) Procurement 100 %" of one, "(4410) 60 % · (4520) 40 %" of several. */
export function allocationSummary(allocations: readonly Allocation[]): string {
  const field = tellingField(allocations)
  return allocations
    .map((allocation, index) => {
      const value = allocation.customFields.find(({ number }) => number === field)
      const name = value ? allocationName(value, allocations.length === 1) : `Allocation ${index + 1}`
      return allocation.percentage ? `${name} ${percent(allocation.percentage)}` : name
    })
    .join(' · ')
}

/** "(4410) Procurement" */
export function fieldText(field: CustomField): string {
  if (field.code === null) return field.raw
  return field.name ? `(${field.code}) ${field.name}` : `(${field.code})`
}

/** "33.33333334" as "33.33 %": the whole figure stays in the expanded row. */
export function percent(value: string): string {
  return `${shortDecimal(value, 2)} %`
}

function allocationName(field: CustomField, alone: boolean): string {
  return alone || field.code === null ? fieldText(field) : `(${field.code})`
}

/** The lowest custom field in which the allocations differ; where none does, the lowest that says anything. */
function tellingField(allocations: readonly Allocation[]): number | undefined {
  const numbers = [
    ...new Set(
      allocations.flatMap(({ customFields }) => customFields.filter(hasValue).map(({ number }) => number)),
    ),
  ].sort((a, b) => a - b)
  const differs = numbers.find((number) => {
    const values = allocations.map(
      ({ customFields }) => customFields.find((field) => field.number === number)?.raw ?? '',
    )
    return new Set(values).size > 1
  })
  return differs ?? numbers[0]
}

export function hasValue(field: CustomField): boolean {
  return field.raw.trim() !== ''
}
