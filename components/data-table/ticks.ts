export interface TickRange {
  /** Keys of all rows that can be ticked, in the order shown. */
  keys: readonly string[]
  /** The row ticked before, from where a range reaches. */
  anchor: string | null
}

/** One row ticked or unticked; with `range` every row from the one before does the same. */
export function toggleTick(
  selected: ReadonlySet<string>,
  key: string,
  range: TickRange | null,
): ReadonlySet<string> {
  const tick = !selected.has(key)
  const next = new Set(selected)
  for (const each of range ? keysBetween(range, key) : [key]) {
    if (tick) next.add(each)
    else next.delete(each)
  }
  return next
}

function keysBetween({ keys, anchor }: TickRange, key: string): readonly string[] {
  const to = keys.indexOf(key)
  const from = anchor === null ? -1 : keys.indexOf(anchor)
  if (to === -1 || from === -1) return [key]
  return keys.slice(Math.min(from, to), Math.max(from, to) + 1)
}

/** All rows shown, or none of them; ticks of rows that a search hides stay as they are. */
export function toggleAll(selected: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const shown = new Set(keys)
  return tickedOf(selected, keys) === 'all' ? selected.difference(shown) : selected.union(shown)
}

export function tickedOf(selected: ReadonlySet<string>, keys: readonly string[]): 'none' | 'some' | 'all' {
  if (selected.size === 0) return 'none'
  const ticked = keys.reduce((count, key) => count + (selected.has(key) ? 1 : 0), 0)
  if (ticked === 0) return 'none'
  return ticked === keys.length ? 'all' : 'some'
}
