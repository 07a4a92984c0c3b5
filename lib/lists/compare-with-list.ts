import type { ConcurClient } from '#lib/concur/client.ts'
import { type ConcurList, getList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { ListOperation, ListRow } from '#lib/contracts/lists.ts'
import { inSlices } from '#lib/in-slices.ts'
import { checkRows } from './check-rows.ts'
import { applyItemRules, type RuledRow } from './item-rules.ts'
import type { CheckedRow } from './list-rows.ts'
import { keyOf, type ListSnapshot } from './list-snapshot.ts'
import { readBelow } from './read-below.ts'
import { readBranches } from './read-branches.ts'

export interface WantedChange {
  operation: ListOperation
  items: readonly ListRow[]
  /** With `delete`: what hangs below goes too. */
  withChildren?: boolean
}

export interface ComparedList {
  list: ConcurList
  /** Every row of the file in its order, then what `withChildren` takes along. */
  rows: CheckedRow[]
  snapshot: ListSnapshot
}

/**
 * Rows held against the rules and against the list as it is now. Only branches that the rows touch are read; nothing is
 * written.
 * @throws ConcurError
 */
export async function compareWithList(
  { concur }: Pick<Context, 'concur'>,
  listId: string,
  { operation, items, withChildren = false }: WantedChange,
): Promise<ComparedList> {
  const list = await getList(concur, listId)
  const ruled = await applyRules(items, operation, list.levels)
  const looksBelow = operation === 'delete' && !withChildren ? list.levels : 0
  const snapshot = await readBranches(concur, listId, await branchesTouched(ruled, looksBelow))
  const rows = await checkRows({ operation, rows: ruled, snapshot, withChildren })
  if (!(operation === 'delete' && withChildren)) return { list, rows, snapshot }
  return { list, rows: [...rows, ...(await rowsBelow(concur, list, rows))], snapshot }
}

async function applyRules(
  items: readonly ListRow[],
  operation: ListOperation,
  levels: number,
): Promise<RuledRow[]> {
  const ruled: RuledRow[] = []
  await inSlices(items, (row) => ruled.push(applyItemRules(row, operation, levels)))
  return ruled
}

/** @param looksBelow levels above this one: the branch below the item is read too, for what would stay there */
async function branchesTouched(
  rows: readonly RuledRow[],
  looksBelow: number,
): Promise<(readonly string[])[]> {
  const touched: (readonly string[])[] = []
  await inSlices(rows, ({ item, problems }) => {
    if (problems.some(({ field }) => field.startsWith('codes'))) return
    touched.push(item.codes.length < looksBelow ? [...item.codes, ''] : item.codes)
  })
  return touched
}

/** Items that are not in the file but hang below one that goes, numbered on after its last row. */
async function rowsBelow(
  concur: ConcurClient,
  list: ConcurList,
  rows: readonly CheckedRow[],
): Promise<CheckedRow[]> {
  const going = new Map<string, CheckedRow>()
  for (const row of rows) if (row.does === 'remove') going.set(keyOf(row.item.codes), row)
  const goingAbove = (codes: readonly string[]) => {
    for (let depth = codes.length - 1; depth > 0; depth -= 1) {
      const above = going.get(keyOf(codes.slice(0, depth)))
      if (above) return above
    }
    return undefined
  }
  const tops = [...going.values()].filter(({ item }) => !goingAbove(item.codes))
  const below = await readBelow(
    concur,
    list,
    tops.map(({ item }) => item.codes),
  )
  const taken = below.filter(({ codes }) => !going.has(keyOf(codes)))
  return taken.map(({ name, codes }, index) => ({
    row: rows.length + index + 1,
    item: { codes },
    does: 'remove',
    problems: [],
    from: name,
    below: goingAbove(codes)?.row,
  }))
}
