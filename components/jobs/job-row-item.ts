import type { JobRow } from '#lib/contracts/jobs.ts'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** What a row is about, in words: its name where the job knows one, else its id. */
export function rowName({ item, row }: JobRow): string {
  return text(item.name) ?? text(item.requestId) ?? text(item.requestKey) ?? `Row ${row}`
}

/** The person behind it, where the job knows. */
export function rowPerson({ item }: JobRow): string {
  return text(item.person) ?? text(item.owner) ?? text(item.ownerName) ?? ''
}

export function rowAddress({ item }: JobRow): string | null {
  const key = text(item.requestKey)
  return key ? `/requests?request=${encodeURIComponent(key)}` : null
}
