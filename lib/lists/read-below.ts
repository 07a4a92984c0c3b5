import type { ConcurClient } from '#lib/concur/client.ts'
import { type ConcurList, type ConcurListItem, listItems } from '#lib/concur/lists-v1.ts'
import { inParallel } from './read-branches.ts'

/**
 * Everything below these items at whatever depth, parents before their children. An empty path asks for the whole list.
 * Costs one call for each item that can have children, since Concur does not say which ones do.
 */
export async function readBelow(
  concur: ConcurClient,
  list: ConcurList,
  parents: readonly (readonly string[])[],
): Promise<ConcurListItem[]> {
  const below: ConcurListItem[] = []
  let asked = parents.filter((codes) => codes.length < list.levels)
  while (asked.length > 0) {
    const found = new Map<readonly string[], ConcurListItem[]>()
    await inParallel(asked, async (parentCodes) => {
      const query = parentCodes.length > 0 ? { parentCodes } : {}
      found.set(parentCodes, await listItems(concur, list.id, query))
    })
    const children = asked.flatMap((parent) => found.get(parent) ?? [])
    for (const child of children) below.push(child)
    asked = children.map(({ codes }) => codes).filter((codes) => codes.length < list.levels)
  }
  return below
}
