/** Seeded numbers (mulberry32): the same seed and name give the same data on every machine. */
export type Random = {
  next(): number
  int(from: number, to: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  chance(probability: number): boolean
  key(): string
  digits(length: number): string
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function randomFor(seed: number, ...name: (string | number)[]): Random {
  let state = hash(`${seed}/${name.join('/')}`)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const letter = () => LETTERS.charAt(int(0, LETTERS.length - 1))

  return {
    next,
    int,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    chance: (probability) => next() < probability,
    key: () => `n${Array.from({ length: 32 }, (_, at) => oddSign(at, int) ?? letter()).join('')}`,
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
  }
}

// Keys in the documented payloads hold `$`, `!` and a raw `%` (api-reference/request/v1.request, common/list-item/v1).
function oddSign(at: number, int: (from: number, to: number) => number): string | undefined {
  if (at < 3 || at > 28) return undefined
  const roll = int(0, 79)
  if (roll < 3) return '$'
  if (roll === 3) return '!'
  return roll === 4 ? '%' : undefined
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
