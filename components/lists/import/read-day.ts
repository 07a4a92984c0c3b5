/** What `3/4/2027` means: the file does not say. */
export type DayOrder = 'month-first' | 'day-first'

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\s.*)?$/

/** A day as `YYYY-MM-DD`. What cannot be read stays as it is, so that the check names it. */
export function readDay(text: string, order: DayOrder | null): string {
  const iso = ISO.exec(text)
  if (iso) return day(iso[1], iso[2], iso[3]) ?? text
  const dotted = DOTTED.exec(text)
  if (dotted) return day(dotted[3], dotted[2], dotted[1]) ?? text
  const slashed = order === null ? null : SLASHED.exec(text)
  if (!slashed) return text
  const [, first, second, year] = slashed
  return (order === 'day-first' ? day(year, second, first) : day(year, first, second)) ?? text
}

export function looksLikeDay(text: string): boolean {
  return ISO.test(text) || DOTTED.test(text) || SLASHED.test(text)
}

/**
 * Which of the two a column of dates means: `null` when none of them has slashes, `ambiguous` when nothing in it tells.
 * A single day beyond 12 tells; a column that tells both is ambiguous too.
 */
export function dayOrderOf(cells: Iterable<string>): DayOrder | 'ambiguous' | null {
  let slashed = false
  let dayFirst = false
  let monthFirst = false
  for (const cell of cells) {
    const parts = SLASHED.exec(cell)
    if (!parts) continue
    slashed = true
    dayFirst ||= Number(parts[1]) > 12
    monthFirst ||= Number(parts[2]) > 12
  }
  if (!slashed) return null
  if (dayFirst === monthFirst) return 'ambiguous'
  return dayFirst ? 'day-first' : 'month-first'
}

/** What the cells of each column tell about the order of day and month. */
export function dayOrdersOf(
  rows: readonly (readonly string[])[],
  width: number,
): (DayOrder | 'ambiguous' | null)[] {
  return Array.from({ length: width }, (_, column) => dayOrderOf(cellsOf(rows, column)))
}

function* cellsOf(rows: readonly (readonly string[])[], column: number) {
  for (const row of rows) yield row[column] ?? ''
}

function day(year = '', month = '', dayOfMonth = ''): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}
