import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { decisionAnswer, listRequests as listEndpoint, readRequest } from '#lib/contracts/requests.ts'
import { DANIEL } from '../../sandbox/people.ts'
import { control } from '../sandbox/client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let mira: Browser

beforeAll(async () => {
  desk = await openDesk()
  mira = await desk.signIn()
})
afterAll(() => desk.close())
// A new company for each test: what was decided about one request is remembered for it.
let seed = 100
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset', { seed: seed++ }))

const pathOf = (key: string, verb = '') => `/api/requests/${encodeURIComponent(key)}${verb && `/${verb}`}`
const inConcur = (key: string) => control(desk.sandbox.url, 'GET', `/requests/${encodeURIComponent(key)}`)
const fault = (kind: string, path: string, more = {}) =>
  control(desk.sandbox.url, 'POST', '/faults', { kind, match: { path }, ...more })
const posts = () =>
  desk.sandbox.store.calls.all().filter((call) => call.method === 'POST' && /workflowaction/i.test(call.path))

async function firstWaiting(wanted: (item: { requestKey: string }) => boolean = () => true): Promise<string> {
  const { json } = await mira.get('/api/requests')
  return json.items.find(wanted).requestKey
}

/** Waits for Mira alone: her approval is the last. */
async function waitingForMiraAlone(): Promise<string> {
  const { json } = await mira.get('/api/requests')
  for (const { requestKey } of json.items) {
    const request = desk.sandbox.store.requests.find(requestKey)
    if (request?.steps.length === 1) return requestKey
  }
  throw new Error('The seed holds no request with one step.')
}

describe('An approver’s inbox', () => {
  it('shows what waits for her, as the contract says', async () => {
    const answer = await mira.get('/api/requests')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const list = listEndpoint.answer.parse(answer.json)
    expect(list).toMatchObject({ total: 42, truncated: false })
    expect(list.items[0]?.total?.value).toMatch(/^\d+\.\d{8}$/)
  })

  it.each(['ACTIVE', 'UNSUBMITTED', 'PENDING', 'VALIDATED', 'CANCELED', 'CLOSED', 'SUBMITTED', 'APPROVED'])(
    'can be asked for %s',
    async (status) => {
      const answer = await mira.get(`/api/requests?status=${status}`)
      expect(answer.status).toBe(200)
      expect(answer.json.items.length).toBeGreaterThan(0)
    },
  )

  it('narrows by owner and modified dates', async () => {
    const { json: own } = await mira.get('/api/requests?status=ACTIVE&loginId=mira.okafor@northwind.example')
    expect(
      own.items.every(
        (item: { owner: { login: string } }) => item.owner.login === 'mira.okafor@northwind.example',
      ),
    ).toBe(true)
    const { json: none } = await mira.get('/api/requests?status=ACTIVE&modifiedAfter=2100-01-01')
    expect(none).toMatchObject({ items: [], total: 0 })
  })

  it('says when Concur cut the answer off at 1000', async () => {
    const { json } = await mira.get('/api/requests?status=ACTIVE')
    expect(json.items).toHaveLength(1000)
    expect(json.truncated).toBe(true)
  })

  it('answers 304 while nothing changed, and afresh as soon as something did', async () => {
    const first = await mira.get('/api/requests')
    const etag = first.headers.get('etag') ?? ''
    expect((await mira.get('/api/requests', { 'if-none-match': etag })).status).toBe(304)
    await control(desk.sandbox.url, 'POST', '/requests/touch-all', { count: 1 })
    expect((await mira.get('/api/requests', { 'if-none-match': etag })).status).toBe(200)
  })

  it('is closed to somebody whose role in Concur does not allow it, with the reason', async () => {
    const daniel = await desk.signIn(DANIEL)
    const answer = await daniel.get('/api/requests')
    expect(answer.status).toBe(403)
    expect(answer.json).toMatchObject({ code: 'concur-forbidden', concur: { httpStatus: 403 } })
    expect(answer.json.detail).toContain('Nothing was changed')
  })
})

describe('The details of a request', () => {
  it('hold every part of the contract, whatever signs its key holds', async () => {
    const { json } = await mira.get('/api/requests?status=ACTIVE')
    const signs = ['$', '!', '%'].map((sign) =>
      json.items.find((item: { requestKey: string }) => item.requestKey.includes(sign)),
    )
    for (const { requestKey } of signs) {
      const answer = await mira.get(pathOf(requestKey))
      expect(answer.status).toBe(200)
      expect(readRequest.answer.parse(answer.json).requestKey).toBe(requestKey)
    }
  })

  it.each([
    ['..%2f..', 400],
    ['a%00b', 400],
    ['a%0d%0ab', 400],
    ['%5cwindows', 400],
    ['nobody-knows-this', 404],
  ])('for the key %s answer %i', async (key, status) => {
    const callsBefore = desk.sandbox.store.calls.all().length
    const answer = await mira.get(`/api/requests/${key}`)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    if (status === 400) expect(desk.sandbox.store.calls.all()).toHaveLength(callsBefore)
  })
})

describe('Approving', () => {
  it('ends as done when Concur confirms it, and Concur says so afterwards', async () => {
    const key = await waitingForMiraAlone()
    const answer = await mira.send('POST', pathOf(key, 'approve'), { comment: 'Good price' })
    expect(decisionAnswer.parse(answer.json)).toMatchObject({
      outcome: 'done',
      request: { status: { key: 'Q_APPR' } },
    })
    expect(await inConcur(key)).toMatchObject({ status: 'Q_APPR' })
  })

  it('twice at once makes one post, and both hear the same', async () => {
    const key = await firstWaiting()
    const { json: seen } = await mira.get(pathOf(key))
    const answers = await Promise.all(
      [1, 2, 3].map(() => mira.send('POST', pathOf(key, 'approve'), { version: seen.version })),
    )
    expect(answers.map((answer) => answer.json.outcome)).toEqual(['done', 'done', 'done'])
    expect(posts()).toHaveLength(1)
  })

  it('again, from the page as it was before, posts nothing more', async () => {
    const key = await firstWaiting()
    const { json: seen } = await mira.get(pathOf(key))
    await mira.send('POST', pathOf(key, 'approve'), { version: seen.version })
    const late = await mira.send('POST', pathOf(key, 'approve'), { version: seen.version })
    expect(late.json.outcome).toBe('done')
    expect(posts()).toHaveLength(1)
  })

  it('what changed since it was read is refused before anything is sent, with the request as it is now', async () => {
    const key = await firstWaiting()
    const { json: seen } = await mira.get(pathOf(key))
    await control(desk.sandbox.url, 'POST', `/requests/${encodeURIComponent(key)}/touch`, {
      move: 'new-step',
    })
    const answer = await mira.send('POST', pathOf(key, 'approve'), { version: seen.version })
    expect(answer.json).toMatchObject({ outcome: 'refused', request: { requestKey: key } })
    expect(answer.json.message).toContain('Nothing was sent')
    expect(answer.json.request.version).not.toBe(seen.version)
    expect(posts()).toHaveLength(0)
  })

  it('at a step that goes stale on the way is refused in Concur’s own words', async () => {
    const key = await firstWaiting()
    await fault('delay', '/workflowaction', { ms: 2500 })
    const approving = mira.send('POST', pathOf(key, 'approve'), {})
    await expect
      .poll(async () =>
        (await desk.app.database.db.query.workflowIntents.findMany()).some((row) => row.requestKey === key),
      )
      .toBe(true)
    await control(desk.sandbox.url, 'POST', `/requests/${encodeURIComponent(key)}/touch`, {
      move: 'new-step',
    })
    const answer = await approving
    expect(answer.json).toMatchObject({
      outcome: 'refused',
      message:
        'The action cannot be executed because the item has recently been changed. Please refresh your list and try again.',
    })
  })

  it('one’s own request is refused without a call', async () => {
    const { json } = await mira.get('/api/requests?status=PENDING&loginId=mira.okafor@northwind.example')
    const answer = await mira.send('POST', pathOf(json.items[0].requestKey, 'approve'), {})
    expect(answer.json.outcome).toBe('refused')
    expect(posts()).toHaveLength(0)
  })
})

describe('When Concur’s answer to an approval is in doubt', () => {
  it.each([
    ['reset-after-effect', 'done'],
    ['truncated', 'done', { effect: true }],
    ['html', 'done', { effect: true }],
    ['wrong-root', 'done', { effect: true }],
    ['empty', 'done', { effect: true }],
    ['500', 'done', { effect: true }],
    ['reset-before', 'unknown'],
    ['html', 'unknown'],
    ['500', 'unknown'],
    ['503', 'unknown'],
  ])(
    '%s: it is read back and ends as %s',
    async (kind: string, outcome: string, more: { effect?: boolean } = {}) => {
      const key = await waitingForMiraAlone()
      await fault(kind, '/workflowaction', { times: 1, ...more })
      const answer = await mira.send('POST', pathOf(key, 'approve'), {})
      expect(answer.status).toBe(200)
      expect(answer.json.outcome).toBe(outcome)
      expect(posts()).toHaveLength(1)
      expect(await inConcur(key)).toMatchObject({ status: outcome === 'done' ? 'Q_APPR' : 'Q_PEND' })
    },
  )

  it.each([
    ['403', 403, 'concur-forbidden'],
    ['404', 404, 'concur-not-found'],
    ['409', 409, 'concur-conflict'],
    ['400', 422, 'concur-refused'],
  ])('%s: it is a problem that says nothing was changed', async (kind, status, code) => {
    const key = await firstWaiting()
    await fault(kind, '/workflowaction', { times: 1 })
    const answer = await mira.send('POST', pathOf(key, 'approve'), {})
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ code, concur: { correlationId: expect.any(String) } })
    expect(answer.json.detail).toContain('Nothing was changed')
  })

  it('an expired token is refreshed once and the approval goes through', async () => {
    const key = await firstWaiting()
    await control(desk.sandbox.url, 'POST', '/expire-tokens')
    const answer = await mira.send('POST', pathOf(key, 'approve'), {})
    expect(answer.json.outcome).toBe('done')
  })
})

describe('Two people at the same request', () => {
  it('one who may not approve does not speak for the one who may', async () => {
    const key = await firstWaiting()
    const daniel = await desk.signIn(DANIEL)
    const [his, hers] = await Promise.all([
      daniel.send('POST', pathOf(key, 'approve'), {}),
      mira.send('POST', pathOf(key, 'approve'), {}),
    ])
    expect(his.status).toBe(403)
    expect(hers.json.outcome).toBe('done')
  })
})

describe('Sending back', () => {
  it('needs a comment', async () => {
    const answer = await mira.send('POST', pathOf(await firstWaiting(), 'send-back'), { comment: '  ' })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.comment).toContain('Write a comment')
    expect(
      (await mira.send('POST', pathOf(await firstWaiting(), 'send-back'), {})).json.fields.comment,
    ).toContain('Write a comment')
  })

  it('takes the comment to Concur letter for letter', async () => {
    const key = await firstWaiting()
    const comment = 'Hotel & <rate> "too high" — 250 € → 160 €'
    const answer = await mira.send('POST', pathOf(key, 'send-back'), { comment })
    expect(answer.json).toMatchObject({
      outcome: 'done',
      request: { status: { key: 'Q_RESU' }, everSentBack: true },
    })
    expect(answer.json.request.comments.map((said: { text: string }) => said.text)).toContain(comment)
  })
})

describe('Recalling', () => {
  it('takes one’s own request out of the workflow', async () => {
    const { json } = await mira.get('/api/requests?status=PENDING&loginId=mira.okafor@northwind.example')
    const key = json.items[0].requestKey
    const answer = await mira.send('POST', pathOf(key, 'recall'), {})
    expect(answer.json).toMatchObject({ outcome: 'done', request: { status: { key: 'Q_NOTF' } } })
  })

  it('somebody else’s request is refused', async () => {
    const answer = await mira.send('POST', pathOf(await firstWaiting(), 'recall'), {})
    expect(answer.json).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('Only the traveler'),
    })
  })
})

describe('A request header', () => {
  const header = {
    name: 'Trip to Seattle',
    purpose: '',
    startDate: '2027-01-10',
    startTime: '3:15',
    endDate: '2027-01-15',
    endTime: '15:25',
  }

  it('is created, with the exceptions that Concur raises', async () => {
    const answer = await mira.send('POST', '/api/requests', header)
    expect(answer.json).toMatchObject({
      outcome: 'done',
      requestKey: expect.any(String),
      exceptions: [{ code: 'MISSREQFLD' }],
    })
    const created = await mira.get(pathOf(answer.json.requestKey))
    expect(created.json).toMatchObject({
      name: 'Trip to Seattle',
      start: { date: { iso: '2027-01-10' }, time: { iso: '03:15' } },
    })
  })

  it('is changed; what is not named stays, what is emptied is cleared', async () => {
    const { json } = await mira.send('POST', '/api/requests', {
      ...header,
      custom5: '(1234) Project',
      custom6: 'gone',
    })
    const answer = await mira.send('PUT', pathOf(json.requestKey), { name: 'Trip to Portland', custom6: '' })
    expect(answer.json.outcome).toBe('done')
    const { json: after } = await mira.get(pathOf(json.requestKey))
    expect(after).toMatchObject({ name: 'Trip to Portland', start: { date: { iso: '2027-01-10' } } })
    expect(after.customFields.map((field: { number: number }) => field.number)).toContain(5)
    expect(after.customFields.map((field: { number: number }) => field.number)).not.toContain(6)
  })

  it('in doubt after a change is read back', async () => {
    const { json } = await mira.send('POST', '/api/requests', header)
    await fault('reset-after-effect', `/requests/[^/]+$`, {
      times: 1,
      match: { method: 'POST', path: '/requests/[^/]+$' },
    })
    const answer = await mira.send('PUT', pathOf(json.requestKey), { name: 'Trip to Boise' })
    expect(answer.json.outcome).toBe('done')
  })

  it.each([
    ['500', { comment: 'Please hurry' }],
    ['500', {}],
  ])('that Concur answered with %s and never saved is unknown, not done: %j', async (kind, change) => {
    const { json } = await mira.send('POST', '/api/requests', header)
    await fault(kind, '/requests/[^/]+$', { times: 1, match: { method: 'POST', path: '/requests/[^/]+$' } })
    const answer = await mira.send('PUT', pathOf(json.requestKey), { name: header.name, ...change })
    expect(answer.json.outcome).toBe('unknown')
  })

  it('saved twice at once is posted once', async () => {
    const { json } = await mira.send('POST', '/api/requests', header)
    const change = { name: 'Trip to Reno', comment: 'One comment' }
    const answers = await Promise.all([1, 2].map(() => mira.send('PUT', pathOf(json.requestKey), change)))
    expect(answers.map((answer) => answer.json.outcome)).toEqual(['done', 'done'])
    const { json: after } = await mira.get(pathOf(json.requestKey))
    expect(after.comments.filter((said: { text: string }) => said.text === 'One comment')).toHaveLength(1)
  })

  it('that changed since it was opened is not overwritten', async () => {
    const { json } = await mira.send('POST', '/api/requests', header)
    const { json: seen } = await mira.get(pathOf(json.requestKey))
    await mira.send('PUT', pathOf(json.requestKey), { name: 'Changed elsewhere', version: seen.version })
    const late = await mira.send('PUT', pathOf(json.requestKey), { name: 'Mine', version: seen.version })
    expect(late.json).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('Nothing was sent'),
    })
    expect((await mira.get(pathOf(json.requestKey))).json.name).toBe('Changed elsewhere')
  })

  it('in doubt after a creation stays unknown: nothing is created twice', async () => {
    await fault('reset-after-effect', '/requests$', { times: 1 })
    const answer = await mira.send('POST', '/api/requests', { ...header, name: 'Only once' })
    expect(answer.json).toMatchObject({ outcome: 'unknown', requestKey: null })
    const { json } = await mira.get('/api/requests?status=UNSUBMITTED&loginId=mira.okafor@northwind.example')
    expect(json.items.filter((item: { name: string }) => item.name === 'Only once')).toHaveLength(1)
  })

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x', purpose: 'p'.repeat(2001) }, 'purpose'],
    [{ name: 'x', startDate: '2026-02-30' }, 'startDate'],
    [{ name: 'x', startDate: '2026-03-01', startTime: '25:00' }, 'startTime'],
    [{ name: 'x', startDate: '2026-03-02', endDate: '2026-03-01' }, 'endDate'],
    [{ name: 'x', startTime: '10:00' }, 'startDate'],
  ])('that cannot be sent, %j, names its field', async (body, field) => {
    const answer = await mira.send('POST', '/api/requests', body)
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.json.fields)).toContain(field)
  })
})
