import { type Context, Hono } from 'hono'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { readFlatBody } from '../http/xml-body.ts'
import { needsToken } from '../oauth/bearer.ts'
import type { Person, Role } from '../people.ts'
import { detailsDocument } from './details.ts'
import { readHeader } from './header.ts'
import { listDocument, readListQuery } from './list.ts'
import { createRequest, updateRequest } from './save-header.ts'
import { actOnStep } from './workflow.ts'

const BASE = '/api/travelrequest/v1.0'

/** Travel Request v1.0 (api-reference/request/v1.request). */
export const travelRequestRoutes = new Hono<Env>()
  .use(`${BASE}/*`, needsToken('TRVREQ'))
  .get(`${BASE}/requestslist`, list)
  .get(`${BASE}/requestslist/`, list)
  .get(`${BASE}/requests/:requestKey`, (c) => {
    needsRole(c, 'Web Services Administrator')
    const request = c.get('sandbox').requests.find(c.req.param('requestKey'))
    if (!request) throw new ConcurError(404, 'The travel request was not found.')
    return xml(c, detailsDocument(request))
  })
  .post(`${BASE}/requests`, async (c) => {
    const person = needsRole(c, 'Request User')
    const header = readHeader(readFlatBody(c.req.header('content-type'), await c.req.text(), 'Request'))
    return xml(c, createRequest(c.get('sandbox'), person, header))
  })
  .post(`${BASE}/requests/:requestKey`, async (c) => {
    const person = needsRole(c, 'Request User')
    const header = readHeader(readFlatBody(c.req.header('content-type'), await c.req.text(), 'Request'))
    return xml(c, updateRequest(c.get('sandbox'), person, c.req.param('requestKey'), header))
  })
  // The page writes `workflowaction`, its payloads `WorkFlowAction`: the last segment is read without case.
  .post(
    `${BASE}/requests/:workflowstepId/:workflowaction{[wW][oO][rR][kK][fF][lL][oO][wW][aA][cC][tT][iI][oO][nN]}`,
    async (c) => {
      const person = needsRole(c, 'Web Services Administrator')
      const fields = readFlatBody(c.req.header('content-type'), await c.req.text(), 'WorkflowAction')
      return xml(c, actOnStep(c.get('sandbox'), person, c.req.param('workflowstepId'), fields))
    },
  )

function list(c: Context<Env>) {
  const person = needsRole(c, 'Web Services Administrator')
  return xml(c, listDocument(c.get('sandbox').requests, readListQuery(c.req.query(), person.login)))
}

/** The person behind the token, if they hold the role that the page asks for. */
function needsRole(c: Context<Env>, role: Role): Person {
  const person = c.get('person')
  if (!person) throw new ConcurError(403, 'A company-level token is not supported by this resource.')
  if (!person.roles.includes(role)) throw new ConcurError(403, `The user does not have the role ${role}.`)
  return person
}

const xml = (c: Context<Env>, document: string) =>
  c.body(document, 200, { 'Content-Type': 'application/xml; charset=utf-8' })
