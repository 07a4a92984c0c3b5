import type { ListItem } from '#lib/contracts/lists.ts'
import { branchesTo, codesOf, isBelow, keyOf, parentOf } from './item-key.ts'
import type { Branches, TreeRow } from './tree-rows.ts'

/** An item can be added below it. */
export interface ParentPlace {
  /** '' for level 1. */
  key: string
  name: string
}

export function itemAt(branches: Branches, key: string): ListItem | undefined {
  const siblings = branches.get(keyOf(parentOf(codesOf(key))))?.items
  return siblings?.find(({ codes }) => keyOf(codes) === key)
}

/** Many at once: ten thousand ticked items are found in one look at their siblings. */
export function itemsAt(branches: Branches, keys: readonly string[]): ListItem[] {
  const byParent = Map.groupBy(keys, (key) => keyOf(parentOf(codesOf(key))))
  return [...byParent].flatMap(([parent, wanted]) => {
    const these = new Set(wanted)
    return branches.get(parent)?.items?.filter(({ codes }) => these.has(keyOf(codes))) ?? []
  })
}

/** Where an item can be added, seen from one: below it, below each that it hangs under, and at level 1. */
export function parentsFor(branches: Branches, item: ListItem | undefined): ParentPlace[] {
  const level1 = { key: '', name: '' }
  if (!item) return [level1]
  const above = branchesTo(keyOf(item.canHaveChildren ? item.codes : parentOf(item.codes)))
  return [
    ...above
      .reverse()
      .map((key) => ({ key, name: itemAt(branches, key)?.name ?? codesOf(key).at(-1) ?? '' })),
    level1,
  ]
}

/** What goes with another one is not named beside it. */
export function topmost(keys: ReadonlySet<string>): string[] {
  return [...keys].filter((key) => !branchesTo(key).some((above) => above !== key && keys.has(above)))
}

/** The row to stand on when some are gone: the next one that stays, else the one before. */
export function afterDelete(rows: readonly TreeRow[], gone: readonly string[]): string | null {
  const goes = (row: TreeRow) => gone.some((key) => row.key === key || isBelow(row.key, key))
  const at = rows.findIndex(goes)
  const stays = (row: TreeRow) => row.kind === 'item' && !goes(row)
  const next = rows.slice(at + 1).find(stays) ?? rows.slice(0, Math.max(at, 0)).findLast(stays)
  return next?.key ?? null
}
