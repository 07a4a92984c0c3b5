import type { ListItems } from './list-items.ts'

/** Error codes 1013 to 1022 name ten level codes. */
export const LEVELS = 10

export const BATCH_TYPES = ['create', 'update', 'delete'] as const

export type BatchType = (typeof BATCH_TYPES)[number]

export type ListItem = {
  name: string
  /** Level 1 first; together they are the item's identity. */
  codes: readonly string[]
  /** Days `YYYY-MM-DD`. The API takes them and never returns them. */
  startDate: string | undefined
  endDate: string | undefined
  /** "When you delete a list item, the system deactivates it, but keeps a copy" (v1.list-item). */
  deactivated: boolean
  /** By the code of the next level, in the order they were added. */
  below: Map<string, ListItem>
}

export type ConcurList = {
  id: string
  name: string
  isVendor: boolean
  levels: number
  /** The page prints two batch paths; a list answers at the one that its own `batch-link` names. */
  batchPath: 'direct' | 'list'
  items: ListItems
}
