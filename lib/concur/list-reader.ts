import { elementReader } from './element-reader.ts'
import { isId, lastSegment, segmentBefore } from './ids.ts'
import type { ConcurList, ConcurListItem, ListBatchError, ListBatchResult } from './lists-v1.ts'
import { childrenNamed, readXml, type XmlElement, XmlUnreadable } from './xml.ts'

/** Error codes 1013 to 1022 name ten level codes. */
const LEVELS = Array.from({ length: 10 }, (_, level) => `level${level + 1}code`)

/** `lists`. Pure, so that it runs in a worker too. Throws `XmlUnreadable`. */
export function readLists(bytes: Uint8Array): ConcurList[] {
  return rowsOf(readXml(bytes, ['lists']), 'list').map(list)
}

/** `list`. Pure. Throws `XmlUnreadable`. */
export function readList(bytes: Uint8Array): ConcurList {
  return list(readXml(bytes, ['list']))
}

/** `list-items`. Pure. Throws `XmlUnreadable`. */
export function readListItems(bytes: Uint8Array): ConcurListItem[] {
  return rowsOf(readXml(bytes, ['list-items']), 'list-item').map(listItem)
}

/** `list-item-batch-result`; `errors` is missing when nothing failed. Throws `XmlUnreadable`, also for a count that is none. */
export function readListBatchResult(bytes: Uint8Array): ListBatchResult {
  const r = elementReader(readXml(bytes, ['list-item-batch-result']), [])
  const succeeded = r.count('records-succeeded')
  const failed = r.count('records-failed')
  if (succeeded === null || failed === null) throw new XmlUnreadable('a count of records is missing')
  const errors = r.each(
    'errors',
    ['error'],
    (error): ListBatchError => ({
      code: error.text('code')?.trim() ?? '',
      itemCode: error.text('list-item-code') ?? '',
      message: error.text('message')?.trim() ?? '',
    }),
  )
  return { succeeded, failed, errors }
}

/** An answer that holds something, but no rows, is not what is documented: never an empty list. */
function rowsOf(root: XmlElement, name: string): XmlElement[] {
  const rows = childrenNamed(root, name)
  if (rows.length === 0 && (root.children.length > 0 || root.text.trim() !== '')) {
    throw new XmlUnreadable(`${root.name} holds no ${name}`)
  }
  return rows
}

function list(element: XmlElement): ConcurList {
  const r = elementReader(element, [])
  const batchLink = r.text('batch-link') ?? ''
  const id = [
    lastSegment(r.text('id') ?? ''),
    segmentBefore(batchLink, 'batch'),
    segmentBefore(r.text('items-link') ?? '', 'items'),
  ].find((each) => each !== null && isId('listId', each))
  const levels = r.count('levels')
  if (!id) throw new XmlUnreadable('a list has no id')
  if (!levels) throw new XmlUnreadable('a list has no levels')
  return {
    id,
    name: r.text('name') ?? '',
    levels,
    isVendor: r.flag('is-vendor') ?? false,
    batchPath: batchPathOf(batchLink),
  }
}

/** Printed are `/list/v1.0/{id}/batch` (the reads, and an update) and `/list/v1.0/list/{id}/batch` (creating and deleting). */
function batchPathOf(batchLink: string): ConcurList['batchPath'] {
  return /\/list\/[^/]+\/batch\/?\s*(?:[?#]|$)/i.test(batchLink) ? 'list' : 'direct'
}

/** The codes are the item's identity: with one missing or skipped it would pass for another item. */
function listItem(element: XmlElement): ConcurListItem {
  const r = elementReader(element, [])
  const written = LEVELS.map((level) => r.text(level))
  const codes = written.filter((code) => code !== null)
  if (codes.length === 0) throw new XmlUnreadable('a list item has no level code')
  if (written.slice(0, codes.length).includes(null)) throw new XmlUnreadable('a list item skips a level')
  return { name: r.text('name') ?? '', codes }
}
