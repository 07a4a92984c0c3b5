import type { Branch } from '#components/lists/tree-rows.ts'
import type { ListItem } from '#lib/contracts/lists.ts'

/** An item of a list with three levels. */
export function itemOf(name: string, ...codes: string[]): ListItem {
  return { name, codes, canHaveChildren: codes.length < 3 }
}

export const EUROPE = itemOf('Europe', 'EU')
export const ASIA = itemOf('Asia', 'AS')
export const ITALY = itemOf('Italy', 'EU', 'IT')
export const PORTUGAL = itemOf('Portugal', 'EU', 'PT')
export const MILANO = itemOf('Milano', 'EU', 'IT', '20')
export const JAPAN = itemOf('Japan', 'AS', 'JP')

export function branchesOf(entries: Record<string, readonly ListItem[]>): ReadonlyMap<string, Branch> {
  return new Map(Object.entries(entries).map(([key, items]) => [key, { items, failed: false }]))
}

/** Level 1, Europe and Italy were read; Asia and Portugal were not. */
export const readBranches = branchesOf({
  '': [EUROPE, ASIA],
  EU: [ITALY, PORTUGAL],
  'EU-IT': [MILANO],
})
