import { BATCH_LIMIT } from '#lib/concur/lists-v1.ts'
import type { CheckedRow, PlannedBatch } from './list-rows.ts'

/**
 * The batches that bring checked rows into the list, in the order in which they must go: parents are added before their
 * children, what exists is updated after that, children go before their parents.
 */
export function planBatches(rows: readonly CheckedRow[], limit = BATCH_LIMIT): PlannedBatch[] {
  const added = byDepth(rows.filter(({ does }) => does === 'add'))
  const updated = rows.filter(({ does }) => does === 'rename' || does === 'redate')
  const removed = byDepth(rows.filter(({ does }) => does === 'remove')).reverse()
  return [
    ...batchesOf('create', added.flat(), limit),
    ...batchesOf('update', updated, limit),
    ...batchesOf('delete', removed.flat(), limit),
  ]
}

/** Rows of level 1 first; inside a level the order of the file. */
function byDepth(rows: readonly CheckedRow[]): CheckedRow[][] {
  const depths: CheckedRow[][] = []
  for (const row of rows) {
    depths[row.item.codes.length - 1] ??= []
    depths[row.item.codes.length - 1]?.push(row)
  }
  return depths.filter((depth) => depth !== undefined)
}

function batchesOf(type: PlannedBatch['type'], rows: readonly CheckedRow[], limit: number): PlannedBatch[] {
  const batches: PlannedBatch[] = []
  for (let start = 0; start < rows.length; start += limit) {
    const part = rows.slice(start, start + limit)
    batches.push({ type, rows: part.map(({ row, item }) => ({ row, item })) })
  }
  return batches
}
