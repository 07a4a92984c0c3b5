import type { TableBranch } from './table-branch.ts'

export type TreeStep = { open: boolean } | { to: number }

/**
 * What the arrows to the sides do in a tree: right opens a branch, then goes into it; left closes it, then goes to its
 * parent (the tree grid pattern of the ARIA practices).
 */
export function treeStep<Row>(
  key: string,
  at: number,
  rows: readonly Row[],
  branchOf: (row: Row) => TableBranch,
): TreeStep | undefined {
  const row = rows[at]
  if (!row) return undefined
  const { level, open } = branchOf(row)
  if (key === 'ArrowRight') {
    if (open === false) return { open: true }
    const below = rows[at + 1]
    return open && below && branchOf(below).level > level ? { to: at + 1 } : undefined
  }
  if (key !== 'ArrowLeft') return undefined
  if (open) return { open: false }
  const parent = rows.findLastIndex((each, index) => index < at && branchOf(each).level < level)
  return parent === -1 ? undefined : { to: parent }
}
