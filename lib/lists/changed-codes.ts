import type { CheckAnswer } from '#lib/contracts/lists.ts'
import { inSlices } from '#lib/in-slices.ts'
import type { CheckedRow } from './list-rows.ts'
import { keyOf, type ListSnapshot } from './list-snapshot.ts'

type ChangedCode = CheckAnswer['changedCodes'][number]

const MOST = 200

/**
 * Added rows that look like an item of today under another code: the same name below the same parent, the only one, and
 * not a row of the file itself. Concur knows such a change only as delete and add.
 */
export async function findChangedCodes(
  rows: readonly CheckedRow[],
  snapshot: ListSnapshot,
): Promise<ChangedCode[]> {
  const inFile = new Set<string>()
  await inSlices(rows, ({ item }) => inFile.add(keyOf(item.codes)))
  const namesOf = namesByBranch(snapshot)
  const found: ChangedCode[] = []
  await inSlices(rows, ({ row, item, does }) => {
    if (does !== 'add' || found.length === MOST) return
    const from = namesOf(item.codes.slice(0, -1)).get(fold(item.name))
    if (!from || inFile.has(keyOf(from))) return
    found.push({ row, name: item.name ?? '', from: [...from], to: [...item.codes] })
  })
  return found
}

/** The codes of the one item with a name, by parent; null where several bear it. */
function namesByBranch(snapshot: ListSnapshot) {
  const branches = new Map<string, Map<string, readonly string[] | null>>()
  return (parent: readonly string[]) => {
    const key = keyOf(parent)
    const known = branches.get(key)
    if (known) return known
    const names = new Map<string, readonly string[] | null>()
    for (const { name, codes } of snapshot.below(parent)?.values() ?? [])
      names.set(fold(name), names.has(fold(name)) ? null : codes)
    branches.set(key, names)
    return names
  }
}

function fold(name = ''): string {
  return name.trim().toLowerCase()
}
