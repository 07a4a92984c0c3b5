import type { JobRow } from '#lib/contracts/jobs.ts'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** What a row is about, in words: its name where the job knows one, else its id. */
export function rowName(row: JobRow): string {
  const { item } = row
  return (
    text(item.name) ??
    text(item.reportName) ??
    text(item.requestId) ??
    text(item.requestKey) ??
    text(item.reportId) ??
    (rowCodes(row) || `Row ${row.row}`)
  )
}

/** The codes of a list item, as a path. */
export function rowCodes({ item }: JobRow): string {
  return Array.isArray(item.codes) ? item.codes.map(String).join(' / ') : ''
}

/** The person behind it, where the job knows. */
export function rowPerson({ item }: JobRow): string {
  return text(item.person) ?? text(item.owner) ?? text(item.ownerName) ?? nameWithin(item.owner) ?? ''
}

function nameWithin(owner: unknown): string | undefined {
  return typeof owner === 'object' && owner !== null && 'name' in owner ? text(owner.name) : undefined
}

/** The exception that a row clears. */
export function rowExceptionCode({ item }: JobRow): string {
  return text(item.exceptionCode) ?? ''
}

/** Where in its report an exception stands. An itemization is an expense to Concur, and a job does not know better. */
export function rowLevel({ item }: JobRow): string {
  if (text(item.allocationId)) return 'Allocation'
  return text(item.expenseId) ? 'Expense' : 'Header'
}

/** What an exception says. */
export function rowSays({ item }: JobRow): string {
  return text(item.message)?.trim() ?? ''
}

export function rowAddress({ item }: JobRow): string | null {
  const key = text(item.requestKey)
  if (key) return `/requests?request=${encodeURIComponent(key)}`
  const reportId = text(item.reportId)
  return reportId ? `/exceptions/reports/${encodeURIComponent(reportId)}` : null
}
