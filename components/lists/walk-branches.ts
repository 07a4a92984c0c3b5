import PQueue from 'p-queue'
import type { ListItem } from '#lib/contracts/lists.ts'
import { keyOf } from './item-key.ts'

export interface Walked {
  items: number
  branches: number
  /** Branches that are known of and not read yet. */
  toGo: number
}

interface Walk {
  /** Begins below this item; empty for the whole list. */
  from: readonly string[]
  read: (parent: readonly string[], signal: AbortSignal) => Promise<readonly ListItem[]>
  /** Branches read before, by the key of their parent: they are not read again, and what is read is added. */
  branches: Map<string, readonly ListItem[]>
  signal: AbortSignal
  onProgress: (walked: Walked) => void
}

/** Below the 20 calls a second that the desk allows a person, so that the page itself can still be used. */
const CALLS_A_SECOND = 12

/** Reads a branch and everything below it. Ends at the first failure; called again with the same `branches` it goes on from there. */
export async function walkBranches({ from, read, branches, signal, onProgress }: Walk): Promise<void> {
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  const queue = new PQueue({ concurrency: 4, interval: 1000, intervalCap: CALLS_A_SECOND })
  const walked: Walked = { items: 0, branches: 0, toGo: 0 }

  const visit = async (parent: readonly string[]): Promise<void> => {
    walked.toGo += 1
    const key = keyOf(parent)
    const items = branches.get(key) ?? (await queue.add(() => read(parent, either), { signal: either }))
    branches.set(key, items)
    walked.toGo -= 1
    walked.branches += 1
    walked.items += items.length
    onProgress({ ...walked })
    await Promise.all(items.filter(({ canHaveChildren }) => canHaveChildren).map(({ codes }) => visit(codes)))
  }

  try {
    await visit(from)
  } catch (error) {
    ended.abort()
    throw error
  }
}

/** All items below one, in the order of a tree that stands open. */
export function itemsInOrder(
  branches: ReadonlyMap<string, readonly ListItem[]>,
  from: readonly string[],
): ListItem[] {
  const below = branches.get(keyOf(from)) ?? []
  return below.flatMap((item) => [item, ...itemsInOrder(branches, item.codes)])
}
