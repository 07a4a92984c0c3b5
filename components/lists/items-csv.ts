import { toCsv } from '#lib/contracts/csv.ts'
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
  return toCsv([importColumns(list), ...rows])
}
