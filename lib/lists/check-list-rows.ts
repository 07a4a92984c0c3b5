import type { Context } from '#lib/context.ts'
import type { CheckAnswer } from '#lib/contracts/lists.ts'
import { findChangedCodes } from './changed-codes.ts'
import { compareWithList, type WantedChange } from './compare-with-list.ts'
import type { CheckedRow, RowEffect } from './list-rows.ts'
import { planBatches } from './plan-batches.ts'

const MOST_PROBLEMS = 10_000
const MOST_EXAMPLES = 200

/** Every problem by row, and what a run would change. Writes nothing. */
export async function checkListRows(
  context: Context,
  listId: string,
  wanted: WantedChange,
): Promise<CheckAnswer> {
  const compared = await compareWithList(context, listId, wanted)
  const changedCodes = await findChangedCodes(compared.rows, compared.snapshot)
  return presentCheck(compared.rows, wanted.items.length, changedCodes)
}

function presentCheck(
  rows: readonly CheckedRow[],
  rowsInFile: number,
  changedCodes: CheckAnswer['changedCodes'],
): CheckAnswer {
  const doing = (does: RowEffect) => rows.filter((row) => row.does === does)
  const [add, rename, redate, remove] = [doing('add'), doing('rename'), doing('redate'), doing('remove')]
  const broken = doing('problem')
  const problems = broken.flatMap((row) => row.problems)
  const batches = planBatches(rows)
  return {
    rows: rowsInFile,
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
    rowsWithProblems: broken.length,
    difference: {
      add: add.length,
      rename: rename.length,
      redate: redate.length,
      unchanged: doing('unchanged').length,
      remove: remove.length,
    },
    examples: {
      add: examplesOf(add, ({ row }) => ({ row })),
      rename: examplesOf(rename, ({ row, from = '' }) => ({ row, from })),
      redate: examplesOf(redate, ({ row }) => ({ row })),
      remove: examplesOf(remove, ({ row, item, from = '', below }) => ({
        row,
        from,
        codes: [...item.codes],
        below,
      })),
    },
    changedCodes,
    plan: {
      rows: batches.reduce((sum, batch) => sum + batch.rows.length, 0),
      batches: batches.length,
    },
  }
}

function examplesOf<T>(rows: readonly CheckedRow[], present: (row: CheckedRow) => T): T[] {
  return rows.slice(0, MOST_EXAMPLES).map(present)
}
