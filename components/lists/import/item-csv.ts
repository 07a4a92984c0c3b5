import { toCsv } from '#lib/contracts/csv.ts'
import type { CheckProblem, ListRow } from '#lib/contracts/lists.ts'
import { importColumns } from '../items-csv.ts'

function itemCells({ name = '', codes, startDate = '', endDate = '' }: ListRow, levels: number): string[] {
  return [name, ...Array.from({ length: levels }, (_, level) => codes[level] ?? ''), startDate, endDate]
}

/** A file with the right columns and one row a level, each the parent of the next. */
export function templateCsv(levels: number): string {
  const rows = Array.from({ length: levels }, (_, level) =>
    itemCells(
      {
        name: `Example of level ${level + 1}`,
        codes: Array.from({ length: level + 1 }, (_, above) => `CODE${above + 1}`),
      },
      levels,
    ),
  )
  return toCsv([importColumns({ levels }), ...rows])
}

/** Rows with their problems, one line a row. */
export function problemsCsv(
  problems: readonly CheckProblem[],
  itemOf: (row: number) => ListRow | undefined,
  levels: number,
): string {
  const byRow = Map.groupBy(problems, ({ row }) => row)
  const lines = [...byRow].map(([row, own]) => [
    ...itemCells(itemOf(row) ?? { codes: [] }, levels),
    row,
    own.map(({ code }) => code).join(' '),
    own.map(({ message }) => message).join(' '),
    own.map(({ advice }) => advice).join(' '),
  ])
  return toCsv([[...importColumns({ levels }), 'Row', 'Code', 'Message', 'Advice'], ...lines])
}
