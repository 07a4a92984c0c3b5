import { setImmediate } from 'node:timers/promises'

/** Long enough to parse at full speed, short enough to take a few milliseconds. */
const PART_LENGTH = 200_000

export interface SplitBody {
  /** Everything but the items: `items` is empty here. */
  rest: unknown
  items: unknown[]
}

/**
 * `JSON.parse` of a body whose `items` are many, a part at a time: 100,000 rows at once hold the event loop for 120 ms.
 * The parts are found by brackets and quotes alone; whether each is JSON is for `JSON.parse` to say.
 * @throws SyntaxError; RangeError above `most` items
 */
export async function splitItems(text: string, most: number): Promise<SplitBody> {
  const found = openingOfItems(text)
  if (found === null) return { rest: JSON.parse(text), items: [] }
  const items: unknown[] = []
  let start = found
  for (;;) {
    const end = endOfPart(text, start)
    const part: unknown[] = JSON.parse(`[${text.slice(start, end)}]`)
    const isLast = text[end] === ']'
    if (part.length === 0 && (items.length > 0 || !isLast)) throw new SyntaxError('An item is missing.')
    for (const item of part) items.push(item)
    if (items.length > most) throw new RangeError(`More than ${most} items.`)
    start = end + 1
    if (isLast) return { rest: JSON.parse(`${text.slice(0, found)}${text.slice(end)}`), items }
    await setImmediate()
  }
}

/** Where the items begin: behind the bracket of the member `items` of the outermost object; null where there is none. */
function openingOfItems(text: string): number | null {
  // Whatever comes before the items is short; a key that is written in another way is read the slow way.
  const opening =
    /^\s*\{(?:\s*"(?!items")\w+"\s*:\s*(?:"(?:[^"\\]|\\.)*"|true|false|null|[\d.eE+-]+)\s*,)*\s*"items"\s*:\s*\[/
  const match = opening.exec(text)
  return match ? match[0].length : null
}

/** The first comma between items after a part's length, or the bracket that closes them. */
function endOfPart(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const mark = text.charCodeAt(at)
    if (mark === QUOTE) at = closingQuote(text, at)
    else if (mark === OPEN_BRACE || mark === OPEN_BRACKET) depth += 1
    else if (mark === CLOSE_BRACE || mark === CLOSE_BRACKET) {
      if (depth === 0 && mark === CLOSE_BRACKET) return at
      depth -= 1
      if (depth < 0) break
    } else if (mark === COMMA && depth === 0 && at - start > PART_LENGTH) return at
  }
  throw new SyntaxError('The items do not end.')
}

function closingQuote(text: string, opening: number): number {
  let at = opening
  do {
    at = text.indexOf('"', at + 1)
    if (at < 0) throw new SyntaxError('A text does not end.')
  } while (backslashesBefore(text, at) % 2 === 1)
  return at
}

function backslashesBefore(text: string, at: number): number {
  let count = 0
  while (text[at - 1 - count] === '\\') count += 1
  return count
}

const QUOTE = 34
const COMMA = 44
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
