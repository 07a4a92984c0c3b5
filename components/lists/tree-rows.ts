import type { TableBranch } from '#components/data-table/table-branch.ts'
import type { ListItem } from '#lib/contracts/lists.ts'
import { keyOf } from './item-key.ts'

interface Placed {
  key: string
  branch: TableBranch
}

export interface ItemRow extends Placed {
  kind: 'item'
  item: ListItem
  /** How many hang right below; undefined before they were read. */
  below: number | undefined
  /** What a filter looks for, to be marked in name and code. */
  sought: string
}

/** Stands where the items of an open branch will be, or says why there are none. */
export interface RemarkRow extends Placed {
  kind: 'reading' | 'problem' | 'empty'
  parent: string
}

export type TreeRow = ItemRow | RemarkRow

/** What is known of a branch. */
export interface Branch {
  items: readonly ListItem[] | undefined
  failed: boolean
  /** Holds only what a filter let through. */
  partly?: boolean
}

/** Keys are those of the parents; '' is the list itself. */
export type Branches = ReadonlyMap<string, Branch>

/** The rows of the open branches, in order. */
export function treeRows(open: ReadonlySet<string>, branches: Branches): TreeRow[] {
  const rows: TreeRow[] = []
  const enter = (parent: string, level: number) => {
    const branch = branches.get(parent)
    const items = branch?.items
    if (!items || items.length === 0) {
      const kind = items ? 'empty' : branch?.failed ? 'problem' : 'reading'
      rows.push(remark(kind, parent, level))
      return
    }
    items.forEach((item, index) => {
      const key = keyOf(item.codes)
      const opens = open.has(key) && item.canHaveChildren
      rows.push({
        kind: 'item',
        key,
        item,
        below: countBelow(branches.get(key)),
        sought: '',
        branch: placed(item, { level, opens, index, siblings: items.length }),
      })
      if (opens) enter(key, level + 1)
    })
  }
  if (branches.get('')?.items?.length) enter('', 1)
  return rows
}

/** The rows whose name or code holds the text, below what they hang under; what was read, open or not. */
export function filteredRows(text: string, branches: Branches): TreeRow[] {
  const sought = text.trim().toLocaleLowerCase('en')
  const within = (parent: string, level: number): TreeRow[] => {
    const items = branches.get(parent)?.items ?? []
    return items.flatMap((item, index) => {
      const key = keyOf(item.codes)
      const below = item.canHaveChildren ? within(key, level + 1) : []
      if (below.length === 0 && !holds(item, sought)) return []
      const branch = placed(item, { level, opens: below.length > 0, index, siblings: items.length })
      return [{ kind: 'item', key, item, below: countBelow(branches.get(key)), sought, branch }, ...below]
    })
  }
  return within('', 1)
}

/** As Concur matches: in the name, or in the code of the item's own level. */
export function holds({ name, codes }: ListItem, sought: string): boolean {
  return [name, codes.at(-1) ?? ''].some((text) => text.toLocaleLowerCase('en').includes(sought))
}

function countBelow(branch: Branch | undefined): number | undefined {
  return branch?.partly ? undefined : branch?.items?.length
}

interface Place {
  level: number
  opens: boolean
  index: number
  siblings: number
}

function placed(item: ListItem, { level, opens, index, siblings }: Place): TableBranch {
  return { level, open: item.canHaveChildren ? opens : undefined, position: index + 1, siblings }
}

function remark(kind: RemarkRow['kind'], parent: string, level: number): RemarkRow {
  return {
    kind,
    key: `${parent}/${kind}`,
    parent,
    branch: { level, position: 1, siblings: 1, remark: true },
  }
}
