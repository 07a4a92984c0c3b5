import type { ListBatchItem, ListBatchType } from '#lib/concur/lists-v1.ts'
import type { CheckProblem } from '#lib/contracts/lists.ts'

/** What a row would do to the list. `unchanged` and `problem` rows are not sent. */
export type RowEffect = 'add' | 'rename' | 'redate' | 'unchanged' | 'remove' | 'problem'

/** A row of the file as the check saw it. */
export interface CheckedRow {
  /** From 1. What `withChildren` takes along counts on after the last row of the file. */
  row: number
  /** As it would be sent: texts without blanks around them, no dates that are empty. */
  item: ListBatchItem
  does: RowEffect
  /** Empty unless it does `problem`. */
  problems: readonly CheckProblem[]
  /** The name that the list holds today. */
  from?: string
  /** The row of the file that this item hangs below: it is not in the file itself. */
  below?: number
}

/** A row on its way to Concur. */
export interface BatchRow {
  row: number
  item: ListBatchItem
}

/** At most `BATCH_LIMIT` rows that go to Concur in one call, in this order. */
export interface PlannedBatch {
  type: ListBatchType
  rows: BatchRow[]
}

/** What became of a row. `refused` is Concur's word, never a guess; `unknown` wants somebody to look. */
export type BatchRowEnd =
  | { row: number; outcome: 'done' }
  | { row: number; outcome: 'refused'; code: string; message: string; advice: string }
  | { row: number; outcome: 'unknown'; message: string; advice: string }

/**
 * Which of these rows are in the list now, by row number, with the name that the list holds.
 * Rows that are not there are missing from the map.
 */
export type FindRows = (rows: readonly BatchRow[]) => Promise<ReadonlyMap<number, string>>
