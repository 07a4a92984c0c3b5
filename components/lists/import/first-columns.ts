import type { Columns } from './columns.ts'
import { guessColumns, hasHeader } from './guess-columns.ts'
import type { TableSummary } from './import-messages.ts'
import { recallColumns } from './remembered-columns.ts'

/** The columns that a person sees first: as they chose them for such a file before, or as they look. */
export function firstColumns(
  table: TableSummary,
  listId: string,
  levels: number,
): { columns: Columns; recalled: boolean } {
  const recalled = recallColumns(listId, headerOf(table), levels)
  // What was remembered is a header, whether it looks like one or not.
  const withHeader = recalled !== null || hasHeader(table.firstRows)
  const roles = recalled?.roles ?? guessColumns(table.firstRows, table.width, levels, withHeader)
  return {
    columns: { hasHeader: withHeader, roles, dayOrders: { ...recalled?.dayOrders, ...toldOrders(table) } },
    recalled: recalled !== null,
  }
}

export function headerOf({ firstRows, width }: TableSummary): string[] {
  return Array.from({ length: width }, (_, column) => firstRows[0]?.[column] ?? '')
}

/** What the file itself tells goes before what was remembered. */
function toldOrders({ dayOrders }: TableSummary): Columns['dayOrders'] {
  return Object.fromEntries(
    dayOrders.flatMap((order, column) => (order === null || order === 'ambiguous' ? [] : [[column, order]])),
  )
}
