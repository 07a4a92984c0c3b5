import { type ColumnRole, levelOf, levelRoles } from './column-role.ts'
import { type HeaderMeaning, isWeak, meaningOf } from './header-words.ts'
import { looksLikeDay } from './read-day.ts'

const SAMPLE = 200

/** The first row names the columns when it holds a word that can be nothing else, or two that could. */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0] ?? []
  if (first.some((cell) => looksLikeDay(cell) || /^\d+$/.test(cell))) return false
  const known = first.filter((cell) => meaningOf(cell) !== null)
  return known.length > 1 || known.some((cell) => !isWeak(cell))
}

/** What each column holds, by its header or else by its cells. Nothing is given twice. */
export function guessColumns(
  rows: readonly (readonly string[])[],
  width: number,
  levels: number,
  withHeader: boolean,
): ColumnRole[] {
  const header = withHeader ? (rows[0] ?? []) : []
  const meanings = Array.from({ length: width }, (_, column) => meaningOf(header[column] ?? ''))
  const roles = rolesByHeader(meanings, levels)
  const sample = rows.slice(withHeader ? 1 : 0, SAMPLE + 1)
  const isFree = (column: number) => roles[column] === 'skip' && (meanings[column] ?? null) === null
  guessDates(roles, sample, isFree)
  guessName(roles, sample, isFree)
  if (!roles.some((role) => levelOf(role) !== null)) guessLevels(roles, levels, sample, isFree)
  return roles
}

function rolesByHeader(meanings: readonly HeaderMeaning[], levels: number): ColumnRole[] {
  const taken = new Set<ColumnRole>(['skip'])
  const take = (role: ColumnRole): ColumnRole => {
    const level = levelOf(role)
    if (taken.has(role) || (level !== null && (level < 1 || level > levels))) return 'skip'
    taken.add(role)
    return role
  }
  const hasVerdicts = meanings.includes('verdict')
  const namesLevels = meanings.some((meaning) => meaning?.startsWith('level'))
  const hasParent = meanings.includes('parent')
  return meanings.map((meaning) => {
    if (meaning === null || meaning === 'verdict') return 'skip'
    if (meaning === 'parent') return levels === 2 && !namesLevels ? take('level1') : 'skip'
    if (meaning === 'code') {
      // Beside named levels, or a message, it is the code of something else.
      if (namesLevels || hasVerdicts) return 'skip'
      return take(hasParent && levels === 2 ? 'level2' : 'level1')
    }
    return take(meaning)
  })
}

type Rows = readonly (readonly string[])[]
type IsFree = (column: number) => boolean

function guessDates(roles: ColumnRole[], rows: Rows, isFree: IsFree): void {
  for (const [column] of roles.entries()) {
    if (!isFree(column) || shareOf(rows, column, looksLikeDay) < 0.8) continue
    const open = (['startDate', 'endDate'] as const).find((role) => !roles.includes(role))
    if (open) roles[column] = open
  }
}

/** The longest texts, spaces counting for more: codes are short and rarely hold one. */
function guessName(roles: ColumnRole[], rows: Rows, isFree: IsFree): void {
  if (roles.includes('name')) return
  const scored = roles.flatMap((_, column) =>
    isFree(column) ? [{ column, score: wordiness(rows, column) }] : [],
  )
  if (scored.length === 0) return
  // Among equals the last: names mostly stand behind their codes.
  const best = scored.reduce((a, b) => (b.score >= a.score ? b : a))
  if (scored.length > 1 || roles.some((role) => levelOf(role) !== null)) roles[best.column] = 'name'
}

function guessLevels(roles: ColumnRole[], levels: number, rows: Rows, isFree: IsFree): void {
  const free = roles.flatMap((_, column) =>
    isFree(column) && shareOf(rows, column, () => true) > 0 ? [column] : [],
  )
  for (const [index, role] of levelRoles(levels).entries()) {
    const column = free[index]
    if (column !== undefined) roles[column] = role
  }
}

/** Of the cells that hold something. */
function shareOf(rows: Rows, column: number, test: (cell: string) => boolean): number {
  const cells = rows.flatMap((row) => row[column] || [])
  return cells.length === 0 ? 0 : cells.filter(test).length / cells.length
}

function wordiness(rows: Rows, column: number): number {
  const cells = rows.flatMap((row) => row[column] || [])
  const score = cells.reduce((sum, cell) => sum + cell.length + 8 * (cell.split(' ').length - 1), 0)
  return score / Math.max(cells.length, 1)
}
