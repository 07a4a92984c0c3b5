import type { BatchType, ListItem } from './entities.ts'
import type { ItemErrorCode } from './item-errors.ts'
import { type ListItems, listItem } from './list-items.ts'

/** An item without anything wrong in itself. */
export type ItemChange = {
  name: string
  codes: readonly string[]
  startDate: string | undefined
  endDate: string | undefined
}

type Apply = (items: ListItems, change: ItemChange) => ItemErrorCode | undefined

/** Carries one item of a batch out, or says why the list does not take it. */
export const APPLY: Record<BatchType, Apply> = { create, update, delete: deactivate }

function create(items: ListItems, change: ItemChange): ItemErrorCode | undefined {
  if (!hasParent(items, change)) return '2007'
  const known = items.find(change.codes)
  if (known) return known.deactivated ? '2005' : '2004'
  items.add({ ...listItem(change), startDate: change.startDate, endDate: change.endDate })
}

/**
 * Codes that are not in the list make another item: "this value cannot be updated by a standard update request, as this
 * will result in a new duplicate list value instead" (v1.list-item). Dates that are not sent stay.
 */
function update(items: ListItems, change: ItemChange): ItemErrorCode | undefined {
  const known = items.find(change.codes)
  if (!known || known.deactivated) {
    return isElsewhere(items, change) ? '2006' : create(items, change)
  }
  known.name = change.name
  known.startDate = change.startDate ?? known.startDate
  known.endDate = change.endDate ?? known.endDate
}

function deactivate(items: ListItems, change: ItemChange): ItemErrorCode | undefined {
  const known = items.find(change.codes)
  if (!known || known.deactivated) return isElsewhere(items, change) ? '2006' : '2003'
  close(known)
}

function close(item: ListItem): void {
  item.deactivated = true
  for (const below of item.below.values()) close(below)
}

const hasParent = (items: ListItems, { codes }: ItemChange): boolean =>
  items.find(codes.slice(0, -1))?.deactivated === false

/** The codes lead nowhere, and yet an item with the last of them hangs somewhere else: a path that does not fit the list. */
function isElsewhere(items: ListItems, change: ItemChange): boolean {
  if (items.find(change.codes.slice(0, -1))) return false
  const last = change.codes.at(-1)
  for (const { codes, deactivated } of items.all()) if (!deactivated && codes.at(-1) === last) return true
  return false
}
