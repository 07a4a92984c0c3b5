import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import {
  Caller,
  control,
  DANIEL,
  detailsOf,
  keyOf,
  MIRA,
  NAMESPACE,
  rowsOf,
  stepOf,
  textOf,
  textsOf,
} from './client.ts'

let sandbox: RunningSandbox
let mira: Caller

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  mira = await Caller.signIn(sandbox, MIRA)
})
afterAll(() => sandbox.close())
beforeEach(() => control(sandbox.url, 'POST', '/reset'))

const STALE =
  'The action cannot be executed because the item has recently been changed. Please refresh your list and try again.'

/** A request that waits for Mira, with as many steps as asked for. */
function waiting(steps = 1): string {
  const found = sandbox.store.requests
    .newestFirst()
    .find(
      ({ status, steps: all }) =>
        status === 'Q_PEND' &&
        all[0]?.approver.login === MIRA.login &&
        all.length === steps &&
        !all[0].approvedAt,
    )
  return found?.key ?? ''
}

const ownRequest = (status: string): string =>
  sandbox.store.requests
    .newestFirst()
    .find((request) => request.owner.login === MIRA.login && request.status === status)?.key ?? ''

const step = async (key: string) => stepOf(await detailsOf(mira, key))
const waitingKeys = async () => (await rowsOf(await mira.list('?status=TOAPPROVE'))).map(keyOf)

test('An approved request leaves the inbox and says so everywhere', async () => {
  const key = waiting()
  const before = await detailsOf(mira, key)
  const answer = await mira.act(stepOf(before), 'Approve', 'Approved via Concur Connect')
  expect(answer.status).toBe(200)
  expect(textOf(await answer.text(), 'Status')).toMatch(/^SUCCESS!?$/)

  const after = await detailsOf(mira, key)
  expect(textOf(after, 'ApprovalStatusKey')).toBe('Q_APPR')
  expect(textOf(after, 'ApprovalStatusName')).toBe('Approved')
  expect(textOf(after, 'AuthorizedDate')).toMatch(/^\d{4}-/)
  expect((textOf(after, 'LastModifiedDate') ?? '') > (textOf(before, 'LastModifiedDate') ?? '')).toBe(true)
  expect(textsOf(after.slice(0, after.indexOf('<EntriesList')), 'Comment').at(-1)).toBe(
    'Approved via Concur Connect',
  )
  expect(after).toContain('<WorkflowActionURL i:nil="true" />')
  expect(await waitingKeys()).not.toContain(key)
  const [newest] = await rowsOf(await mira.list('?status=APPROVED'))
  expect(keyOf(newest)).toBe(key)
  expect(newest?.LastComment).toBe('Approved via Concur Connect')
})

test('A request with two approvals goes on to the second approver under another step', async () => {
  const key = waiting(2)
  const first = await step(key)
  await mira.act(first, 'Approve')
  const after = await detailsOf(mira, key)
  expect(textOf(after, 'ApprovalStatusKey')).toBe('Q_PEND')
  expect(stepOf(after)).not.toBe(first)
  const pending = await rowsOf(await mira.list('?status=TOAPPROVE&loginid=hana.lindqvist@northwind.example'))
  expect(pending.map(keyOf)).toContain(key)
  expect((await mira.act(stepOf(after), 'Approve')).status).toBe(403)
})

test('Sending back needs a comment; with one the employee has it again', async () => {
  const key = waiting(2)
  for (const comment of [undefined, '', '   ']) {
    const refused = await mira.act(await step(key), 'Send Back to Employee', comment)
    expect(refused.status).toBe(200)
    const xml = await refused.text()
    expect(textOf(xml, 'Status')).toBe('FAILURE')
    expect(textOf(xml, 'Message')).toContain('comment')
  }
  expect(await waitingKeys()).toContain(key)

  await mira.act(await step(key), 'Send Back to Employee', 'Bitte kürzer &amp; günstiger')
  const after = await detailsOf(mira, key)
  expect(textOf(after, 'ApprovalStatusName')).toBe('Sent Back to Employee')
  expect(textOf(after, 'ApprovalStatusKey')).toBe('Q_RESU')
  expect(textOf(after, 'EverSentBack')).toBe('Y')
  expect(after).not.toContain('WorkflowActionURL')
  expect(after).toMatch(
    /<Comment>Bitte kürzer &amp; günstiger<\/Comment>\s*<DateTime>.*<\/DateTime>\s*<FirstName>Mira<\/FirstName>\s*<LastName>Okafor/,
  )
})

test('Who clicks on a page that is out of date is told so, in a 200', async () => {
  const key = waiting()
  const old = await step(key)
  await control(sandbox.url, 'POST', `/requests/${encodeURIComponent(key)}/touch`, { move: 'new-step' })
  for (const stepId of [old, 'nMadeUp$tep']) {
    const answer = await mira.act(stepId, 'Approve')
    expect(answer.status).toBe(200)
    const xml = await answer.text()
    expect(textOf(xml, 'Status')).toBe('FAILURE')
    expect(textOf(xml, 'Message')).toBe(STALE)
  }
  expect(textOf(await (await mira.act(await step(key), 'Approve')).text(), 'Status')).toMatch(/^SUCCESS/)
})

test('A step can be used once', async () => {
  const stepId = await step(waiting())
  const answers = await Promise.all([mira.act(stepId, 'Approve'), mira.act(stepId, 'Approve')])
  const said = await Promise.all(answers.map(async (answer) => textOf(await answer.text(), 'Status')))
  expect(said.filter((word) => word === 'FAILURE')).toHaveLength(1)
})

test('An employee recalls their own submitted request, and nobody else does', async () => {
  const key = ownRequest('Q_PEND')
  expect((await mira.act(await step(waiting()), 'Recall to Employee')).status).toBe(403)
  expect(textOf(await (await mira.act(await step(key), 'Recall to Employee')).text(), 'Status')).toMatch(
    /^SUCCESS/,
  )
  const after = await detailsOf(mira, key)
  expect(textOf(after, 'ApprovalStatusKey')).toBe('Q_NOTF')
  expect(textOf(after, 'SubmitDate')).toBe('0001-01-01T00:00:00')
})

test('Nobody approves their own request', async () => {
  expect((await mira.act(await step(ownRequest('Q_PEND')), 'Approve')).status).toBe(403)
})

test('A person without the role cannot act', async () => {
  const daniel = await Caller.signIn(sandbox, DANIEL)
  expect((await daniel.act(await step(waiting()), 'Approve')).status).toBe(403)
})

test('Both words for success are used', async () => {
  const said = new Set<string | undefined>()
  for (const key of (await waitingKeys()).slice(0, 16))
    said.add(textOf(await (await mira.act(await step(key), 'Approve')).text(), 'Status'))
  expect(said).toEqual(new Set(['SUCCESS', 'SUCCESS!']))
})

test.each([
  ['an action that does not exist', '<Action>Cancel</Action>'],
  ['no action', '<Comment>hm</Comment>'],
  ['an unknown element', '<Action>Approve</Action><Force>1</Force>'],
  ['an element twice', '<Action>Approve</Action><Action>Approve</Action>'],
  ['an element that is not closed', '<Action>Approve'],
  ['a bare ampersand', '<Action>Approve</Action><Comment>you & me</Comment>'],
])('A body with %s is 400 and changes nothing', async (_, inner) => {
  const key = waiting()
  const path = `/api/travelrequest/v1.0/requests/${encodeURIComponent(await step(key))}/WorkFlowAction`
  const answer = await mira.postXml(path, `<WorkflowAction xmlns="${NAMESPACE}">${inner}</WorkflowAction>`)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('<Error')
  expect(await waitingKeys()).toContain(key)
})

test("The documented body is accepted, and the last segment in the payload's spelling", async () => {
  const body = `<WorkflowAction xmlns="http://www.concursolutions.com/api/travelrequest/2012/06">
    <Action>Approve</Action>
    <Comment>Approved via Concur Connect</Comment>
</WorkflowAction>`
  const path = `/api/travelrequest/v1.0/requests/${encodeURIComponent(await step(waiting()))}/WorkFlowAction`
  expect(textOf(await (await mira.postXml(path, body)).text(), 'Status')).toMatch(/^SUCCESS/)
})
