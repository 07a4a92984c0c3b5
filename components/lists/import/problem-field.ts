import type { ListRow } from '#lib/contracts/lists.ts'
import { roleLabel } from './column-role.ts'

/** Where a problem is, as the contract names it: `name`, `codes`, `codes[2]`, `startDate`, `endDate`. */
export type EditableField = 'name' | 'startDate' | 'endDate' | number

/** What a person may change to solve it. A problem with all codes together is solved at the deepest. */
export function editableField(field: string, { codes }: ListRow): EditableField {
  if (field === 'name' || field === 'startDate' || field === 'endDate') return field
  const level = /^codes\[(\d)\]$/.exec(field)?.[1]
  return level === undefined ? Math.max(0, codes.length - 1) : Number(level)
}

export function fieldLabel(field: string, levels: number): string {
  if (field === 'name' || field === 'startDate' || field === 'endDate') return roleLabel(field, levels)
  const level = /^codes\[(\d)\]$/.exec(field)?.[1]
  return level === undefined ? 'Codes' : roleLabel(`level${Number(level) + 1}`, levels)
}

export function valueAt(row: ListRow, field: EditableField): string {
  return (typeof field === 'number' ? row.codes[field] : row[field]) ?? ''
}

/** The row with another value there. An emptied date is no date, an emptied last code ends the path above it. */
export function withValue(row: ListRow, field: EditableField, value: string): ListRow {
  const text = value.trim()
  if (field === 'name') return { ...row, name: text }
  if (typeof field === 'string') return { ...row, [field]: text || undefined }
  const codes = Array.from({ length: Math.max(row.codes.length, field + 1) }, (_, level) =>
    level === field ? text : (row.codes[level] ?? ''),
  )
  return { ...row, codes: codes.slice(0, codes.findLastIndex((code) => code !== '') + 1) }
}
