import { type ColumnRole, isColumnRole } from './column-role.ts'

/** Headers kept a list: people import from a handful of systems. */
const KEPT = 8

interface Remembered {
  header: string
  roles: string[]
}

const keyOf = (listId: string) => `clearance:import-columns:${listId}`

/** What a person chose for this list the last time a file had the same header; null when they never did. */
export function recallColumns(
  listId: string,
  header: readonly string[],
  levels: number,
): ColumnRole[] | null {
  const known = read(listId).find((each) => each.header === header.join('\t'))
  const roles = known?.roles.filter((role) => isColumnRole(role, levels)) ?? []
  return roles.length === header.length ? roles : null
}

export function rememberColumns(
  listId: string,
  header: readonly string[],
  roles: readonly ColumnRole[],
): void {
  const own: Remembered = { header: header.join('\t'), roles: [...roles] }
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
    stored.roles.every((role) => typeof role === 'string')
  )
}
