import type { BatchRow } from './list-rows.ts'
import { lastCode } from './match-errors.ts'

/** Concur names so many failures of a batch: in a group of this size it names every one. */
export const NAMED_AT_MOST = 10

/**
 * Deals rows into groups of at most ten that do not share a last code, so that each error fits one row. Where one code is
 * very frequent that would mean a call for each row; then some groups share a code, at most twice as many groups as tens.
 */
export function dealGroups(rows: readonly BatchRow[]): BatchRow[][] {
  const sharing = [...Map.groupBy(rows, lastCode).values()].sort((a, b) => b.length - a.length)
  const tens = Math.ceil(rows.length / NAMED_AT_MOST)
  const count = Math.max(tens, Math.min(sharing[0]?.length ?? 0, 2 * tens))
  const groups: BatchRow[][] = Array.from({ length: count }, () => [])
  // Like cards: rows with one code lie next to each other and go to different groups.
  for (const [index, row] of sharing.flat().entries()) groups[index % count]?.push(row)
  return groups
}

/** The same level by level: what hangs below a row is sent after it, or before it where both go. */
export function dealByDepth(rows: readonly BatchRow[], deepestFirst: boolean): BatchRow[][] {
  const depths = [...Map.groupBy(rows, ({ item }) => item.codes.length)].sort(([a], [b]) => a - b)
  if (deepestFirst) depths.reverse()
  return depths.flatMap(([, depth]) => dealGroups(depth))
}
