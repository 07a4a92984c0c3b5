import { setImmediate } from 'node:timers/promises'

const SLICE_MS = 8
/** Looking at the clock costs more than a row does. */
const ROWS_BETWEEN_LOOKS = 64

/** Visits every item, and lets the event loop have its turn about every ten milliseconds. */
export async function inSlices<T>(
  items: readonly T[],
  visit: (item: T, index: number) => void,
): Promise<void> {
  let until = performance.now() + SLICE_MS
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]
    if (item !== undefined) visit(item, index)
    if (index % ROWS_BETWEEN_LOOKS || performance.now() < until) continue
    await setImmediate()
    until = performance.now() + SLICE_MS
  }
}
