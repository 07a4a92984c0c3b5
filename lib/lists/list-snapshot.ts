import type { ConcurListItem } from '#lib/concur/lists-v1.ts'

/** What was read of a list: items by parent. Codes are compared as they are written, case and all (README.md). */
export interface ListSnapshot {
  /** The name of the item that has these codes; undefined where there is none, or nobody looked. */
  nameOf(codes: readonly string[]): string | undefined
  /** Items right below, by their last code; undefined where nobody looked. */
  below(parentCodes: readonly string[]): ReadonlyMap<string, ConcurListItem> | undefined
}

export interface GrowingSnapshot extends ListSnapshot {
  add(parentCodes: readonly string[], items: readonly ConcurListItem[]): void
}

export function createSnapshot(): GrowingSnapshot {
  const branches = new Map<string, ReadonlyMap<string, ConcurListItem>>()
  const below = (parentCodes: readonly string[]) => branches.get(keyOf(parentCodes))
  return {
    below,
    nameOf: (codes) => below(codes.slice(0, -1))?.get(codes.at(-1) ?? '')?.name,
    add: (parentCodes, items) => branches.set(keyOf(parentCodes), branchOf(items)),
  }
}

/** Codes as one text. A code can hold neither a control character nor a hyphen, so nothing else reads the same. */
export function keyOf(codes: readonly string[]): string {
  return codes.join('\n')
}

/** The client gives the same array for the same bytes: a branch that did not change is indexed once. */
const indexed = new WeakMap<readonly ConcurListItem[], ReadonlyMap<string, ConcurListItem>>()

function branchOf(items: readonly ConcurListItem[]): ReadonlyMap<string, ConcurListItem> {
  const known = indexed.get(items)
  if (known) return known
  const branch = new Map(items.map((item) => [item.codes.at(-1) ?? '', item]))
  indexed.set(items, branch)
  return branch
}
