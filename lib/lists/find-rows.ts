import type { ConcurClient } from '#lib/concur/client.ts'
import type { FindRows } from './list-rows.ts'
import { readBranches } from './read-branches.ts'

/** Looks rows up in the list as it is now: one call for each parent that they have. */
export function findRowsIn(concur: ConcurClient, listId: string): FindRows {
  return async (rows) => {
    const snapshot = await readBranches(
      concur,
      listId,
      rows.map(({ item }) => item.codes),
    )
    const found = new Map<number, string>()
    for (const { row, item } of rows) {
      const name = snapshot.nameOf(item.codes)
      if (name !== undefined) found.set(row, name)
    }
    return found
  }
}
