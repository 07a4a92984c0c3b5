import { describe, expect, it } from 'vitest'
import { readPerson } from '../../../lib/concur/identity-v4.ts'
import {
  createRequest,
  getRequest,
  listRequests,
  postWorkflowAction,
  updateRequest,
} from '../../../lib/concur/requests-v1.ts'
import { readXml } from '../../../lib/concur/xml.ts'
import { answer, bytesOf, clientTo, listen, printed } from './listen.ts'

const list = printed('requests-list')

describe('reading travel requests', () => {
  it('the filters travel as Concur names them', async () => {
    const { origin, heard } = await listen(answer(200, list))
    const query = {
      status: 'TOAPPROVE',
      loginId: 'a+b@x.de',
      modifiedAfter: '2012-01-01',
      modifiedBefore: new Date(0),
    } as const
    const { requests, full, totalCount } = await listRequests(clientTo(origin), query)
    expect(heard[0]).toMatchObject({
      method: 'GET',
      url: '/api/travelrequest/v1.0/requestslist?status=TOAPPROVE&loginid=a%2Bb%40x.de&modifiedafterdate=2012-01-01T00%3A00%3A00&modifiedbeforedate=1970-01-01T00%3A00%3A00',
      headers: { accept: 'application/xml' },
    })
    expect({ keys: requests.map((request) => request.requestKey), full, totalCount }).toEqual({
      keys: ['nf0ma53XrNuqmoVSZesQZL99xN1xIg5dX'],
      full: false,
      totalCount: 1,
    })
  })

  it('a page of 1000 is full', async () => {
    const row = /<RequestSummary>[\s\S]*<\/RequestSummary>/.exec(list)?.[0] ?? ''
    const { origin } = await listen(
      answer(
        200,
        list.replace(row, () => row.repeat(1000)),
      ),
    )
    expect(await listRequests(clientTo(origin), {})).toMatchObject({ full: true, requests: { length: 1000 } })
  })

  it('an unchanged answer is the same object, so that it is presented once', async () => {
    const { origin } = await listen(answer(200, list))
    const client = clientTo(origin)
    const [first, second] = [await listRequests(client, {}), await listRequests(client, {})]
    expect(second.requests).toBe(first.requests)
  })

  it.each([
    ['an HTML page', '<!DOCTYPE html><html>Sign in</html>'],
    ['nothing', ''],
    ['half a list', list.slice(0, 700)],
    ['an error', '<Error><Message>x</Message></Error>'],
    ['JSON', '{"requests":[]}'],
  ])('%s in a 200 is malformed, never an empty list', async (_, body) => {
    const { origin } = await listen(answer(200, body, { 'concur-correlationid': 'c-1' }))
    await expect(listRequests(clientTo(origin), {})).rejects.toMatchObject({
      name: 'ConcurMalformed',
      operation: 'list travel requests',
      httpStatus: 200,
      correlationId: 'c-1',
    })
  })

  it('a request is read by its key, the percent sign included', async () => {
    const { origin, heard } = await listen(answer(200, printed('travel-request-details')))
    const request = await getRequest(clientTo(origin), 'nx2$wjehk%wqEL!')
    expect(request.requestId).toBe('337E')
    expect(heard[0]?.url).toBe('/api/travelrequest/v1.0/requests/nx2%24wjehk%25wqEL!')
  })

  it('what cannot be a key is not asked for', async () => {
    const { origin, heard } = await listen(answer(200))
    await expect(getRequest(clientTo(origin), '../requestslist')).rejects.toThrow(
      'This is not a requestKey of Concur.',
    )
    expect(heard).toEqual([])
  })
})

describe('workflow actions', () => {
  it('an approval posts what is printed, to the step', async () => {
    const { origin, heard } = await listen(
      answer(200, printed('action-success'), { 'concur-correlationid': 'c-1' }),
    )
    const step = 'nx2WRNzp18$wjehk%wqEL6EDHRwi9r$paQS1UqyL6a4qQ'
    const said = await postWorkflowAction(clientTo(origin), step, 'Approve', 'Approved via Concur Connect')
    expect(said).toEqual({
      outcome: 'success',
      message: 'SUCCESS!',
      status: 'SUCCESS!',
      correlationId: 'c-1',
    })
    expect(heard[0]).toMatchObject({
      method: 'POST',
      url: '/api/travelrequest/v1.0/requests/nx2WRNzp18%24wjehk%25wqEL6EDHRwi9r%24paQS1UqyL6a4qQ/workflowaction',
      headers: { 'content-type': 'application/xml' },
    })
    expect(leaves(heard[0]?.body)).toEqual(leaves(printed('workflow-action-request')))
  })

  it('a failure inside a 200 is a failure', async () => {
    const { origin } = await listen(answer(200, printed('action-failure')))
    const said = await postWorkflowAction(clientTo(origin), 'n3c', 'Recall to Employee')
    expect(said).toMatchObject({
      outcome: 'failure',
      message: expect.stringContaining('recently been changed'),
    })
  })

  it('sending back without a comment is refused before it leaves', async () => {
    const { origin, heard } = await listen(answer(200, printed('action-success')))
    await expect(
      postWorkflowAction(clientTo(origin), 'n3c', 'Send Back to Employee', ' '),
    ).rejects.toMatchObject({
      name: 'ConcurRefused',
      sent: 'no',
    })
    expect(heard).toEqual([])
  })

  it('a comment that looks like XML stays a comment', async () => {
    const { origin, heard } = await listen(answer(200, printed('action-success')))
    const comment = '</Comment><Action>Approve</Action> & "x" < y'
    await postWorkflowAction(clientTo(origin), 'n3c', 'Send Back to Employee', comment)
    expect(leaves(heard[0]?.body)).toEqual([
      ['action', 'Send Back to Employee'],
      ['comment', comment],
    ])
  })

  it.each([
    ['a page of a gateway', '<html>', 'maybe'],
    ['an unreadable answer', '<ActionStatus>', 'yes'],
  ])('%s after a write leaves it open', async (_, body, sent) => {
    const { origin, heard } = await listen(answer(200, body))
    await expect(postWorkflowAction(clientTo(origin), 'n3c', 'Approve')).rejects.toMatchObject({
      name: 'ConcurMalformed',
      sent,
    })
    expect(heard).toHaveLength(1)
  })
})

describe('headers of travel requests', () => {
  const header = {
    name: 'Request for Trip to Seattle',
    purpose: 'Sales team meeting',
    comment: 'NW Regional Sales team',
    startDate: '2012-09-30',
    startTime: '3:15',
    endDate: '2012-10-05',
    endTime: '15:25',
  }

  it('a new one posts what is printed, and answers the exception that it raised', async () => {
    const { origin, heard } = await listen(answer(200, printed('header-answer')))
    const said = await createRequest(clientTo(origin), header)
    expect(leaves(heard[0]?.body)).toEqual(leaves(printed('header-request')))
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/api/travelrequest/v1.0/requests' })
    expect(said).toMatchObject({
      outcome: 'success',
      requestKey: 'nf0ma53XrN$s6z5iKRRANn6eIsW89aTe3m',
      exceptions: [{ exceptionCode: 'MISSREQFLD', severityLevel: 2147483647 }],
    })
  })

  it('an update goes to the key, with its custom fields', async () => {
    const { origin, heard } = await listen(answer(200, printed('header-answer')))
    await updateRequest(clientTo(origin), 'nf0$s', { name: 'x', custom: { 2: '00123', 20: 'y' } })
    expect(heard[0]?.url).toBe('/api/travelrequest/v1.0/requests/nf0%24s')
    expect(leaves(heard[0]?.body)).toEqual([
      ['name', 'x'],
      ['custom2', '00123'],
      ['custom20', 'y'],
    ])
  })
})

describe('people', () => {
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

  it.each([
    [{ displayName: 'John Doe' }, 'John Doe'],
    [{ displayName: null, name: { givenName: 'John', familyName: 'Doe' } }, 'John Doe'],
    [{ name: { formatted: 'Doe, John ' } }, 'Doe, John'],
    [{}, 'john@x.de'],
  ])('%j is called %s', async (names, name) => {
    const body = { id: 'u-1', userName: 'john@x.de', [enterprise]: { companyId: 'c-1' }, ...names }
    const { origin, heard } = await listen(answer(200, JSON.stringify(body)))
    expect(await readPerson(clientTo(origin), 'u-1')).toEqual({
      id: 'u-1',
      login: 'john@x.de',
      name,
      companyId: 'c-1',
    })
    expect(heard[0]?.url).toBe('/profile/identity/v4/Users/u-1')
  })

  it.each(['', '<html>', '{}', '{"id":"u-1"}'])('%j is nobody', async (body) => {
    const { origin } = await listen(answer(200, body))
    await expect(readPerson(clientTo(origin), 'u-1')).rejects.toMatchObject({ name: 'ConcurMalformed' })
  })
})

function leaves(body = '') {
  return readXml(bytesOf(body)).children.map((leaf) => [leaf.name, leaf.text])
}
