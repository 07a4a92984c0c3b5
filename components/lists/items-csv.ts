import type { List, ListItem } from '#lib/contracts/lists.ts'

/** The columns that an import expects, for a list of so many levels. */
export function importColumns({ levels }: Pick<List, 'levels'>): string[] {
  const codes = Array.from({ length: levels }, (_, level) => `Level ${level + 1} code`)
  return ['Name', ...codes, 'Start date', 'End date']
}

/** Items as an import takes them. Their dates stay empty: Concur does not tell them. */
export function itemsCsv(list: Pick<List, 'levels'>, items: readonly ListItem[]): string {
  const rows = items.map(({ name, codes }) => [
    name,
    ...Array.from({ length: list.levels }, (_, level) => codes[level] ?? ''),
    '',
    '',
  ])
  return [importColumns(list), ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

/** Spreadsheets run a cell that starts like a formula: a quote before it keeps it a text. A number is left a number. */
function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[-+]?\d+([.,]\d+)?$/.test(text)
  const safe = isFormula ? `'${text}` : text
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
