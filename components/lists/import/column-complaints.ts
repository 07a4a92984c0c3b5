import type { ListOperation } from '#lib/contracts/lists.ts'
import { type ColumnRole, levelOf, levelRoles, roleLabel } from './column-role.ts'
import type { Columns } from './columns.ts'
import type { TableSummary } from './import-messages.ts'

interface Wanted {
  table: Pick<TableSummary, 'dayOrders' | 'rowCount'>
  operation: ListOperation
  levels: number
}

/** What keeps the columns from being checked, a sentence each; empty when nothing does. */
export function columnComplaints(columns: Columns, { table, operation, levels }: Wanted): string[] {
  const has = (role: ColumnRole) => columns.roles.includes(role)
  const chosen = columns.roles.flatMap((role) => levelOf(role) ?? [])
  const deepest = Math.max(1, ...chosen)
  const complaints = levelRoles(deepest)
    .filter((role) => !has(role))
    .map((role) => `Choose the column that holds the ${roleLabel(role, levels).toLowerCase()}.`)
  if (operation !== 'delete' && !has('name')) complaints.push('Choose the column that holds the name.')
  if (operation !== 'delete' && has('startDate') !== has('endDate')) {
    complaints.push('Concur takes start and end dates in pairs: choose both columns, or neither.')
  }
  for (const role of ambiguousDates(columns, table)) {
    complaints.push(
      `Choose what the dates mean in the column with the ${roleLabel(role, levels).toLowerCase()}.`,
    )
  }
  if (columns.hasHeader && table.rowCount === 1) complaints.push('There is no row below the header.')
  return complaints
}

/** Dates of which nobody has said yet whether day or month comes first. */
function ambiguousDates(columns: Columns, { dayOrders }: Wanted['table']): ColumnRole[] {
  return columns.roles.filter(
    (role, column) =>
      (role === 'startDate' || role === 'endDate') &&
      dayOrders[column] === 'ambiguous' &&
      columns.dayOrders[column] === undefined,
  )
}
