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
  const withHeader = hasHeader(table.firstRows)
  const header = headerOf(table)
  const recalled = withHeader ? recallColumns(listId, header, levels) : null
  const roles = recalled ?? guessColumns(table.firstRows, table.width, levels, withHeader)
  return {
    columns: { hasHeader: withHeader, roles, dayOrders: toldOrders(table) },
    recalled: recalled !== null,
  }
}

export function headerOf({ firstRows, width }: TableSummary): string[] {
  return Array.from({ length: width }, (_, column) => firstRows[0]?.[column] ?? '')
}

function toldOrders({ dayOrders }: TableSummary): Columns['dayOrders'] {
  return Object.fromEntries(
    dayOrders.flatMap((order, column) => (order === null || order === 'ambiguous' ? [] : [[column, order]])),
  )
}
