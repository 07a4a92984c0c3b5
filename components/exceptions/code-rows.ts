import type { TableBranch } from '#components/data-table/table-branch.ts'
import type { Found } from './found-exceptions.ts'
import type { CodeGroup } from './group-by-code.ts'

interface Placed {
  key: string
  branch: TableBranch
}

export interface CodeRow extends Placed {
  kind: 'code'
  group: CodeGroup
  /** Of the longest bar, from 0 to 1. */
  share: number
}

export interface FoundRow extends Placed {
  kind: 'found'
  found: Found
  /** The message where it differs from that of its code. */
  says: string
}

export type ByCodeRow = CodeRow | FoundRow

/** A code cannot be mistaken for the key of a place: those have a slash. */
export function codeRows(groups: readonly CodeGroup[], open: ReadonlySet<string>): ByCodeRow[] {
  const most = Math.max(1, ...groups.map(({ found }) => found.length))
  return groups.flatMap((group, index): ByCodeRow[] => {
    const opens = open.has(group.code)
    const row: CodeRow = {
      kind: 'code',
      key: group.code,
      group,
      share: group.found.length / most,
      branch: { level: 1, open: opens, position: index + 1, siblings: groups.length },
    }
    return opens ? [row, ...group.found.map((found, at) => foundRow(group, found, at))] : [row]
  })
}

function foundRow(group: CodeGroup, found: Found, at: number): FoundRow {
  return {
    kind: 'found',
    key: found.key,
    found,
    says: group.messages === 1 ? '' : (found.exception.message?.trim() ?? ''),
    branch: { level: 2, position: at + 1, siblings: group.found.length },
  }
}
