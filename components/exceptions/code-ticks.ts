import type { CodeGroup } from './group-by-code.ts'

/**
 * A tick on a code is a tick on each of its places, shown or not; a code is ticked once all of them are.
 * `before` and `after` hold keys of codes and places, as the table changed them.
 */
export function settleTicks(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  groups: readonly CodeGroup[],
): ReadonlySet<string> {
  const ticked = new Set(after)
  for (const { code, found } of groups) {
    if (before.has(code) !== after.has(code))
      for (const { key } of found) {
        if (after.has(code)) ticked.add(key)
        else ticked.delete(key)
      }
    if (found.every(({ key }) => ticked.has(key))) ticked.add(code)
    else ticked.delete(code)
  }
  return ticked
}
