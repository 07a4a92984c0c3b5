import { isColumnRole } from './column-role.ts'
import type { Columns } from './columns.ts'
import type { DayOrder } from './read-day.ts'

/** Headers kept a list: people import from a handful of systems. */
const KEPT = 8

interface Remembered {
  header: string
  roles: string[]
  /** Of each column, `null` where it has none. */
  dayOrders: (DayOrder | null)[]
}

const keyOf = (listId: string) => `clearance:import-columns:${listId}`

/** What a person chose for this list the last time a file had the same header; null when they never did. */
export function recallColumns(
  listId: string,
  header: readonly string[],
  levels: number,
): Pick<Columns, 'roles' | 'dayOrders'> | null {
  const known = read(listId).find((each) => each.header === header.join('\t'))
  const roles = known?.roles.filter((role) => isColumnRole(role, levels)) ?? []
  if (!known || roles.length !== header.length) return null
  const told = known.dayOrders.flatMap((order, column) => (order ? [[column, order] as const] : []))
  return { roles, dayOrders: Object.fromEntries(told) }
}

export function rememberColumns(listId: string, header: readonly string[], columns: Columns): void {
  const own: Remembered = {
    header: header.join('\t'),
    roles: [...columns.roles],
    dayOrders: header.map((_, column) => columns.dayOrders[column] ?? null),
  }
  const others = read(listId).filter((each) => each.header !== own.header)
  try {
    localStorage.setItem(keyOf(listId), JSON.stringify([own, ...others].slice(0, KEPT)))
  } catch {
    // Storage is full or forbidden: then the columns are guessed next time.
  }
}

function read(listId: string): Remembered[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(listId)) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRemembered) : []
  } catch {
    return []
  }
}

function isRemembered(stored: unknown): stored is Remembered {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'header' in stored &&
    typeof stored.header === 'string' &&
    'roles' in stored &&
    Array.isArray(stored.roles) &&
    stored.roles.every((role) => typeof role === 'string') &&
    'dayOrders' in stored &&
    Array.isArray(stored.dayOrders) &&
    stored.dayOrders.every((order) => order === null || order === 'day-first' || order === 'month-first')
  )
}
