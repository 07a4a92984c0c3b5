import type { ListBatchResult, ListBatchType } from '#lib/concur/lists-v1.ts'
import type { BatchRow, BatchRowEnd, FindRows } from './list-rows.ts'
import { nameByReading } from './name-by-reading.ts'
import { nameByResending } from './name-by-resending.ts'

export interface NamingCalls {
  /** Sends rows of the same batch again, with the same operation. */
  post(rows: readonly BatchRow[]): Promise<ListBatchResult>
  exists: FindRows
  /** Hears of rows as their ends become known, each row once: to be stored before the next call goes out. */
  onEnds(ends: readonly BatchRowEnd[]): Promise<void> | void
}

/**
 * The end of every row of a batch that Concur answered with `result`, in no more calls than it takes (README.md).
 * Holds nothing between calls: after a crash the rows that have no end yet go through `settleBatch` and start anew.
 * @throws what the calls throw; ends that were told before stay true
 */
export async function nameFailures(
  type: ListBatchType,
  rows: readonly BatchRow[],
  result: ListBatchResult,
  calls: NamingCalls,
): Promise<void> {
  if (type === 'update') await nameByResending(rows, result, calls)
  else await nameByReading(type, rows, result, calls)
}
