import type { ListBatchError, ListBatchResult } from '#lib/concur/lists-v1.ts'
import type { BatchRow } from './list-rows.ts'

export interface NamedRow {
  row: BatchRow
  /** Undefined where Concur counts the row as failed and says no more. */
  error: ListBatchError | undefined
}

export interface MatchedErrors {
  /** Rows that an error fits, and no other row. */
  named: NamedRow[]
  /** Rows without an error of their own. */
  open: BatchRow[]
  /** Errors that fit several rows, or none. */
  unmatched: ListBatchError[]
}

/** Whether Concur's answer can be an answer to this many rows. */
export function countsFit(
  rows: readonly BatchRow[],
  { succeeded, failed, errors }: ListBatchResult,
): boolean {
  return succeeded + failed === rows.length && (failed > 0 || errors.length === 0)
}

/**
 * Finds the rows that a batch's errors are about. An error names one level's code only, and a batch can hold A / X beside
 * B / X: what fits several rows is left open.
 * @param failing how many of these rows failed: where it is all of them, errors that say the same fit every one
 */
export function matchErrors(
  rows: readonly BatchRow[],
  errors: readonly ListBatchError[],
  failing: number,
): MatchedErrors {
  const [only] = rows
  if (only && rows.length === 1 && failing === 1)
    return { named: [{ row: only, error: errors[0] }], open: [], unmatched: [] }

  const errorOf = new Map<BatchRow, ListBatchError>()
  const unmatched: ListBatchError[] = []
  const fitting = rowsByCode(rows)
  for (const error of errors) {
    const [row, another] = fitting(error)
    if (!row || another) unmatched.push(error)
    else if (!errorOf.has(row)) errorOf.set(row, error)
  }

  const open = rows.filter((row) => !errorOf.has(row))
  const [first] = unmatched
  if (first && open.length === unmatched.length && open.length === failing - errorOf.size) {
    const sayTheSame = unmatched.every(
      ({ code, message }) => code === first.code && message === first.message,
    )
    if (sayTheSame) for (const row of open.splice(0)) errorOf.set(row, first)
  }
  const named = rows.flatMap((row) => {
    const error = errorOf.get(row)
    return error ? [{ row, error }] : []
  })
  return { named, open, unmatched: open.length > 0 ? unmatched : [] }
}

/** Rows that an error can be about: by their last code, or by any other where none ends in it. */
export function rowsByCode(rows: readonly BatchRow[]) {
  const ending = Map.groupBy(rows, lastCode)
  return ({ itemCode }: ListBatchError): readonly BatchRow[] =>
    ending.get(itemCode) ?? rows.filter(({ item }) => item.codes.includes(itemCode))
}

export function lastCode({ item }: BatchRow): string {
  return item.codes.at(-1) ?? ''
}
