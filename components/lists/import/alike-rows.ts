import type { CheckProblem, ListRow } from '#lib/contracts/lists.ts'
import { editableField, valueAt, withValue } from './problem-field.ts'
import type { CheckedImport } from './use-check.ts'

/** A row that was just put right. */
export interface MendedRow {
  problem: CheckProblem
  before: ListRow
  after: ListRow
}

/**
 * The rows that have the same problem with the same value below the same codes, put right in the same way: a parent that
 * was misspelt once stands in every row below it. Rows that somebody has changed are left alone.
 */
export function alikeRows(
  { problem, before, after }: MendedRow,
  { answer, items }: Pick<CheckedImport, 'answer' | 'items'>,
  edits: ReadonlyMap<number, ListRow>,
): Map<number, ListRow> {
  const alike = new Map<number, ListRow>()
  // All codes together are a matter of one row: its double would become one again.
  if (problem.field === 'codes') return alike
  const at = editableField(problem.field, before)
  const path = (row: ListRow) =>
    typeof at === 'number' ? row.codes.slice(0, at + 1).join('\t') : valueAt(row, at)
  for (const other of answer.problems) {
    const row = items.get(other.row)
    const same = other.code === problem.code && other.field === problem.field && other.row !== problem.row
    if (same && row && !edits.has(other.row) && path(row) === path(before))
      alike.set(other.row, withValue(row, at, valueAt(after, at)))
  }
  return alike
}
