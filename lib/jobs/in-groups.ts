import { setTimeout as wait } from 'node:timers/promises'

/**
 * Short enough for a page to count along. Storing 268 rows as they came took the embedded database 1.3 s, most of it in groups of
 * one since it runs in the loop that reads; gathered for so long they take a fifth of that.
 */
const GATHER_MS = 100

/** Takes one by one what is stored together: whatever comes in a moment is a group. Resolves when its group is stored. */
export function inGroups<T>(store: (group: T[]) => Promise<void>): (one: T) => Promise<void> {
  let waiting: T[] = []
  let next: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()

  async function storeNext(): Promise<void> {
    await Promise.all([last, wait(GATHER_MS)])
    const group = waiting
    waiting = []
    next = undefined
    await store(group)
  }

  return (one) => {
    waiting.push(one)
    if (next) return next
    const mine = storeNext()
    next = mine
    // Who waits hears of a failure; the group after it is stored all the same.
    last = mine.catch(() => {})
    return mine
  }
}
