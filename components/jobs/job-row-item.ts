import type { JobRow } from '#lib/contracts/jobs.ts'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** What a row is about, in words: its name where the job knows one, else its id. */
export function rowName(row: JobRow): string {
  const { item } = row
  return (
    text(item.name) ?? text(item.requestId) ?? text(item.requestKey) ?? (rowCodes(row) || `Row ${row.row}`)
  )
}

/** The codes of a list item, as a path. */
export function rowCodes({ item }: JobRow): string {
  return Array.isArray(item.codes) ? item.codes.map(String).join(' / ') : ''
}

/** The person behind it, where the job knows. */
export function rowPerson({ item }: JobRow): string {
  return text(item.person) ?? text(item.owner) ?? text(item.ownerName) ?? ''
}

export function rowAddress({ item }: JobRow): string | null {
  const key = text(item.requestKey)
  return key ? `/requests?request=${encodeURIComponent(key)}` : null
}
