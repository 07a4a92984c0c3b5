import type { ListOperation } from '#lib/contracts/lists.ts'
import { levelOf, levelRoles, roleLabel } from './column-role.ts'
import type { Columns } from './columns.ts'
import { dayOrderOf } from './read-day.ts'

/** What keeps the columns from being checked, a sentence each; empty when nothing does. */
export function columnComplaints(columns: Columns, operation: ListOperation, levels: number): string[] {
  const chosen = columns.roles.flatMap((role) => levelOf(role) ?? [])
  const deepest = Math.max(1, ...chosen)
  const complaints = levelRoles(deepest)
    .filter((role) => !columns.roles.includes(role))
    .map((role) => `Choose the column that holds the ${roleLabel(role, levels).toLowerCase()}.`)
  const needsName = operation !== 'delete'
  if (needsName && !columns.roles.includes('name')) complaints.push('Choose the column that holds the name.')
  if (needsName && columns.roles.includes('startDate') !== columns.roles.includes('endDate')) {
    complaints.push('Concur takes start and end dates in pairs: choose both columns, or neither.')
  }
  return complaints
}

/** Date columns of which nobody has said yet whether day or month comes first. */
export function ambiguousColumns(columns: Columns, ambiguous: readonly number[]): number[] {
  return ambiguous.filter((column) => {
    const role = columns.roles[column]
    return (role === 'startDate' || role === 'endDate') && columns.dayOrders[column] === undefined
  })
}

/** What the cells of each column tell about the order of day and month. */
export function dayOrdersOf(
  rows: readonly (readonly string[])[],
  width: number,
): ReturnType<typeof dayOrderOf>[] {
  return Array.from({ length: width }, (_, column) => dayOrderOf(cellsOf(rows, column)))
}

function* cellsOf(rows: readonly (readonly string[])[], column: number) {
  for (const row of rows) yield row[column] ?? ''
}
