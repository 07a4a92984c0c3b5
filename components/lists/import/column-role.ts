/** What a column of the file holds. `level1` is the code of level 1. */
export type ColumnRole = 'name' | `level${number}` | 'startDate' | 'endDate' | 'skip'

export function levelOf(role: ColumnRole): number | null {
  return role.startsWith('level') ? Number(role.slice(5)) : null
}

/** The roles that a column of this list can have, in the order of its items. */
export function rolesOf(levels: number): ColumnRole[] {
  return [...levelRoles(levels), 'name', 'startDate', 'endDate', 'skip']
}

export function levelRoles(levels: number): ColumnRole[] {
  return Array.from({ length: levels }, (_, level): ColumnRole => `level${level + 1}`)
}

export function isColumnRole(text: string, levels: number): text is ColumnRole {
  return rolesOf(levels).some((role) => role === text)
}

/** As people see it: in selects, in the template and above the check. */
export function roleLabel(role: ColumnRole, levels: number): string {
  const level = levelOf(role)
  if (level !== null) return levels === 1 ? 'Code' : `Level ${level} code`
  if (role === 'name') return 'Name'
  if (role === 'skip') return 'Leave out'
  return role === 'startDate' ? 'Start date' : 'End date'
}
