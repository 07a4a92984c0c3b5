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

// Keys in the documented payloads hold `$`, `!` and a raw `%` (api-reference/request/v1.request, common/list-item/v1).
const SIGNS = `${LETTERS.slice(0, -5)}$$$!%`

export function randomFor(seed: number, ...name: (string | number)[]): Random {
  let state = hash(`${seed}/${name.join('/')}`)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  function key(): string {
    let text = 'n'
    for (let at = 0; at < 32; at++)
      text += (at > 2 && at < 29 ? SIGNS : LETTERS).charAt(Math.floor(next() * 62))
    // Two hex digits behind a raw `%` would read as an escape to every server on the way, Concur's own included.
    return text.replace(/%(?=[\da-f]{2})/gi, '$')
  }

  return {
    next,
    int,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    chance: (probability) => next() < probability,
    key,
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
  }
}

/** Ids of expense reports are hexadecimal: `764428DD6A664AF0BFCB`. Eight digits a number: there are thousands of them. */
export function hexDigits(random: Random, length: number): string {
  let text = ''
  while (text.length < length) {
    text += Math.floor(random.next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0')
  }
  return text.slice(0, length).toUpperCase()
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
