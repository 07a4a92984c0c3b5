import PQueue from 'p-queue'
import type { ConcurClient } from '#lib/concur/client.ts'
import { listItems } from '#lib/concur/lists-v1.ts'
import { inSlices } from '#lib/in-slices.ts'
import { createSnapshot, keyOf, type ListSnapshot } from './list-snapshot.ts'

/** Concur throttles by company: one check must not lock everybody else out. */
const CALLS_AT_ONCE = 6

/**
 * Reads the branches that items with these codes stand in, and no others: level 1 once, then each parent that is
 * really there. What hangs below a parent that is missing is missing too, and costs no call.
 */
export async function readBranches(
  concur: ConcurClient,
  listId: string,
  codes: readonly (readonly string[])[],
): Promise<ListSnapshot> {
  const snapshot = createSnapshot()
  for (const parents of await parentsByDepth(codes)) {
    const there = parents.filter((parent) => parent.length === 0 || snapshot.nameOf(parent) !== undefined)
    await inParallel(there, async (parentCodes) => {
      snapshot.add(
        parentCodes,
        await listItems(concur, listId, parentCodes.length > 0 ? { parentCodes } : {}),
      )
    })
  }
  return snapshot
}

/** The distinct parents of all levels above these codes: those of level 1 first. */
async function parentsByDepth(codes: readonly (readonly string[])[]): Promise<(readonly string[])[][]> {
  const depths: Map<string, readonly string[]>[] = []
  await inSlices(codes, (path) => {
    for (let depth = path.length - 1; depth >= 0; depth -= 1) {
      const parents = depths[depth] ?? new Map<string, readonly string[]>()
      depths[depth] = parents
      const parent = path.slice(0, depth)
      const key = keyOf(parent)
      // Whoever was here before has been up to level 1 already.
      if (parents.has(key)) return
      parents.set(key, parent)
    }
  })
  return depths.map((depth) => [...depth.values()])
}

/** Runs the calls a few at a time; the first failure ends it, and nothing more is asked. */
export async function inParallel<T>(asks: readonly T[], ask: (of: T) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: CALLS_AT_ONCE })
  try {
    await Promise.all(asks.map((of) => queue.add(() => ask(of))))
  } finally {
    queue.clear()
  }
}
