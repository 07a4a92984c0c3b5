export const delimiters = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Vertical bar' } as const
export type Delimiter = keyof typeof delimiters

export function isDelimiter(text: string): text is Delimiter {
  return Object.hasOwn(delimiters, text)
}

const candidates: readonly Delimiter[] = ['\t', ';', ',', '|']
const LINES = 50

/** The one that stands equally often in most lines, outside quotation marks; a comma when there is none at all. */
export function guessDelimiter(start: string): Delimiter {
  const counts = countsByLine(start)
  const scored = candidates.map((delimiter) => ({ delimiter, score: evenness(counts, delimiter) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.delimiter : ','
}

type Counts = Record<Delimiter, number>

function countsByLine(start: string): Counts[] {
  const lines: Counts[] = []
  let line: Counts = { ',': 0, ';': 0, '\t': 0, '|': 0 }
  let quoted = false
  let blank = true
  for (const character of start) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '\n' || character === '\r') {
      if (!blank) lines.push(line)
      if (lines.length === LINES) return lines
      line = { ',': 0, ';': 0, '\t': 0, '|': 0 }
      blank = true
      continue
    } else if (isDelimiter(character)) line[character] += 1
    blank = false
  }
  // The last line may be cut off: it counts only when it is the only one.
  if (lines.length === 0) lines.push(line)
  return lines
}

/** Share of lines with the most frequent count, a little more for more columns. A delimiter that half of the lines lack is none. */
function evenness(lines: readonly Counts[], delimiter: Delimiter): number {
  const frequency = new Map<number, number>()
  for (const line of lines) frequency.set(line[delimiter], (frequency.get(line[delimiter]) ?? 0) + 1)
  const [usual, times] = [...frequency].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])
  return usual === 0 ? 0 : times / lines.length + Math.min(usual, 10) / 100
}
