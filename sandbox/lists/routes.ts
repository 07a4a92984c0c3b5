import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { readXmlBody } from '../http/xml-body.ts'
import { needsToken } from '../oauth/bearer.ts'
import { BATCH_TYPES, type BatchType, type ConcurList } from './entities.ts'
import { itemsDocument, LIST_NAMESPACE, listDocument, listsDocument } from './list-documents.ts'
import { findItems, readItemQuery } from './list-query.ts'
import { batchResultDocument, NO_BATCH, runBatch } from './run-batch.ts'

const BASE = '/api/expense/list/v1.0'

/** "The request contains over 1000 list items" (HTTP status page, 400). */
const BATCH_LIMIT = 1000

/** "Company Administrator or Web Services Administrator for Professional" (v1.list-resource-get and -post). */
const needsAdministrator = createMiddleware<Env>(async (c, next) => {
  const person = c.get('person')
  if (!person) throw new ConcurError(403, 'A company-level token is not supported by this resource.')
  const may = person.roles.some(
    (role) => role === 'Company Administrator' || role === 'Web Services Administrator',
  )
  if (!may) {
    throw new ConcurError(
      403,
      'The user does not have the role Company Administrator or Web Services Administrator.',
    )
  }
  await next()
})

/** List Item v1 (api-reference/common/list-item/v1.list-resource-get, v1.list-resource-post). */
export const listRoutes = new Hono<Env>()
  .use(`${BASE}/*`, needsToken('LIST'), needsAdministrator)
  .get(BASE, lists)
  .get(`${BASE}/`, lists)
  .get(`${BASE}/:listId`, list)
  .get(`${BASE}/:listId/`, list)
  .get(`${BASE}/:listId/items`, items)
  .get(`${BASE}/:listId/items/`, items)
  // An item's own `items-link` holds the codes as segments: `items/US/`.
  .get(`${BASE}/:listId/items/:parentCode{.+}`, items)
  .post(`${BASE}/:listId/batch`, (c) => batch(c, 'direct'))
  .post(`${BASE}/list/:listId/batch`, (c) => batch(c, 'list'))

function lists(c: Context<Env>) {
  return xml(c, listsDocument(c.get('sandbox').lists.all()))
}

function list(c: Context<Env>) {
  return xml(c, listDocument(foundList(c)))
}

function items(c: Context<Env>) {
  const found = foundList(c)
  return xml(c, itemsDocument(found, findItems(found, readItemQuery(new URL(c.req.url)))))
}

async function batch(c: Context<Env>, batchPath: ConcurList['batchPath']) {
  const found = foundList(c)
  if (found.batchPath !== batchPath) throw new ConcurError(404, 'The list has another batch-link.')
  const type = readType(c.req.query('type'))
  const body = readXmlBody(c.req.header('content-type'), await c.req.text())
  if (body.name !== 'list-item-batch' || body.namespace !== LIST_NAMESPACE) {
    return xml(c, batchResultDocument(NO_BATCH))
  }
  const rows = body.children
  if (rows.length === 0) throw new ConcurError(400, 'The request contains 0 list items.')
  if (rows.length > BATCH_LIMIT) throw new ConcurError(400, 'The request contains over 1000 list items.')
  const result = runBatch(found, type, rows, c.get('sandbox').rowFaults)
  c.set('batch', { type, items: rows.length, succeeded: result.succeeded, failed: result.failed })
  return xml(c, batchResultDocument(result))
}

function foundList(c: Context<Env>): ConcurList {
  const found = c.get('sandbox').lists.find(c.req.param('listId') ?? '')
  if (!found) throw new ConcurError(404, 'The list was not found.')
  return found
}

function readType(given: string | undefined): BatchType {
  const type = BATCH_TYPES.find((each) => each === given)
  if (type) return type
  throw new ConcurError(
    400,
    given === undefined
      ? 'The batch type parameter is not included on the URI.'
      : 'The batch type must be create, update or delete.',
  )
}

const xml = (c: Context<Env>, document: string) =>
  c.body(document, 200, { 'Content-Type': 'application/xml; charset=utf-8' })
