import type { ListBatchType } from '#lib/concur/lists-v1.ts'
import type { BatchRow, BatchRowEnd, FindRows } from './list-rows.ts'

export interface SettledBatch {
  ends: BatchRowEnd[]
  /** Still to be sent, in the order of the batch: they had no effect, or repeating them changes nothing. */
  again: BatchRow[]
}

/**
 * What stands of a batch when nobody knows whether it arrived (a crash, a time-out): what was created is there, what was
 * deleted is gone, an update can be sent again. An item that is there under another name is somebody else's: it is sent
 * again, so that Concur says so.
 */
export async function settleBatch(
  type: ListBatchType,
  rows: readonly BatchRow[],
  exists: FindRows,
): Promise<SettledBatch> {
  if (type === 'update') return { ends: [], again: [...rows] }
  const found = await exists(rows)
  const isDone = ({ row, item }: BatchRow) =>
    type === 'create' ? found.get(row) === item.name : !found.has(row)
  return {
    ends: rows.filter(isDone).map(({ row }) => ({ row, outcome: 'done' })),
    again: rows.filter((row) => !isDone(row)),
  }
}
