import { type ConcurClient, malformed, send, sendAndRead } from './client.ts'
import { ConcurRefused } from './errors.ts'
import { parseId } from './ids.ts'
import { readListBatchResult } from './list-reader.ts'
import { writeXml, type XmlFields } from './xml-writer.ts'

const base = ['api', 'expense', 'list', 'v1.0'] as const
const namespace = 'http://www.concursolutions.com/api/expense/list/2010/02'
const xml = 'application/xml'

/** Concur takes at most so many items a batch and refuses none at all. */
export const BATCH_LIMIT = 1000

export interface ConcurList {
  id: string
  name: string
  /** How many level codes an item can have, 1 to 10. */
  levels: number
  isVendor: boolean
  /** Path form of the list's own `batch-link`: `list` is `.../v1.0/list/{id}/batch`, `direct` is `.../v1.0/{id}/batch`. */
  batchPath: 'list' | 'direct'
}

/** An item that is in use: Concur returns neither dates nor deleted items. */
export interface ConcurListItem {
  name: string
  /** Level 1 first, exactly as Concur wrote them (`00123`); together they are the item's identity. */
  codes: string[]
}

/**
 * Every list of the company, without items (api-reference/common/list-item/v1.list-resource-get, "Get Lists"). Unchanged
 * bytes give the same object: treat it as read-only. Throws a `ConcurError`; a broken answer is `ConcurMalformed`, never
 * an empty list.
 */
export function listLists(client: ConcurClient): Promise<ConcurList[]> {
  return sendAndRead(client, 'lists', {
    operation: 'list lists',
    method: 'GET',
    path: base,
    endsInSlash: true,
    accept: xml,
  })
}

/** One list, without items ("Get List Details"). Throws a `ConcurError`, or `InvalidId` for what cannot be a list's id. */
export async function getList(client: ConcurClient, listId: string): Promise<ConcurList> {
  return sendAndRead(client, 'list', {
    operation: 'read list',
    method: 'GET',
    path: [...base, parseId('listId', listId)],
    accept: xml,
  })
}

export interface ListItemQuery {
  /** Level 1 first: the items one level below this one. None: the items of level 1. */
  parentCodes?: readonly string[]
  /** Concur compares it with names and codes. */
  filter?: string
}

/**
 * Items of one level ("Get List Items"). A parent's codes go as one `parentCode` a level. There is no paging. Throws a
 * `ConcurError`, or `InvalidId`; a broken answer is `ConcurMalformed`, never an empty list.
 */
export async function listItems(
  client: ConcurClient,
  listId: string,
  query: ListItemQuery,
): Promise<ConcurListItem[]> {
  return sendAndRead(client, 'listItems', {
    operation: 'list items of a list',
    method: 'GET',
    path: [...base, parseId('listId', listId), 'items'],
    query: { parentCode: query.parentCodes, filter: query.filter },
    accept: xml,
  })
}

export type ListBatchType = 'create' | 'update' | 'delete'

/** Days `YYYY-MM-DD`. Undefined is not sent; a delete sends no dates. */
export interface ListBatchItem {
  /** At most 64 characters. Needed to create and to update. */
  name?: string
  /** Level 1 first, at most 32 characters each, no hyphens. */
  codes: readonly string[]
  startDate?: string
  endDate?: string
}

export interface ListBatchError {
  /** A code of the error table of v1.list-item, as text. */
  code: string
  /** One level's code only: in a list of several levels it may fit several items. */
  itemCode: string
  message: string
}

export interface ListBatchResult {
  succeeded: number
  failed: number
  /** The first ten at most, whatever `failed` says. */
  errors: ListBatchError[]
  correlationId?: string
}

const operations: Record<ListBatchType, string> = {
  create: 'create list items',
  update: 'update list items',
  delete: 'delete list items',
}

/**
 * Creates, updates or deletes up to `BATCH_LIMIT` items, in their order (api-reference/common/list-item/
 * v1.list-resource-post). Concur answers 200 even when every item failed, so look at the counts. An update of codes that
 * are not in the list makes a second item; a delete deactivates. More items than the limit, or none, are refused here
 * and nothing is sent. Throws a `ConcurError`, `InvalidId` or `XmlUnwritable`; when its `sent` is not `no`, read back:
 * some of the items may have been written.
 */
export async function postListBatch(
  client: ConcurClient,
  list: ConcurList,
  type: ListBatchType,
  items: readonly ListBatchItem[],
): Promise<ListBatchResult> {
  const operation = operations[type]
  if (items.length === 0 || items.length > BATCH_LIMIT) {
    throw new ConcurRefused(`a batch takes 1 to ${BATCH_LIMIT} items`, { operation, sent: 'no' })
  }
  const form = list.batchPath === 'list' ? ['list'] : []
  const answer = await send(client, {
    operation,
    method: 'POST',
    path: [...base, ...form, parseId('listId', list.id), 'batch'],
    query: { type },
    body: writeXml('list-item-batch', namespace, { 'list-item': items.map((item) => fieldsOf(item, type)) }),
    contentType: xml,
    accept: xml,
  })
  try {
    return { ...readListBatchResult(answer.bytes), correlationId: answer.correlationId }
  } catch (error) {
    // Whatever was answered with 2xx, it does not say how many of the items are in.
    throw malformed(operation, answer, error, 'maybe')
  }
}

/** In the order of the printed requests. */
function fieldsOf(item: ListBatchItem, type: ListBatchType): XmlFields {
  const codes = Object.fromEntries(item.codes.map((code, level) => [`level${level + 1}code`, code]))
  const dates = type === 'delete' ? {} : { 'start-date': item.startDate, 'end-date': item.endDate }
  return { name: item.name, ...codes, ...dates }
}
