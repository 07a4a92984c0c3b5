import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ITEM_ERRORS } from '../../sandbox/lists/item-errors.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { type Caller, control } from './client.ts'
import { bare, batchOf, ListInUse, named, signInForLists } from './list-client.ts'

let sandbox: RunningSandbox
let url: string
let daniel: Caller
let parts: ListInUse

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  url = sandbox.url
  daniel = await signInForLists(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await control(url, 'POST', '/reset', {})
  parts = await ListInUse.named(daniel, 'Spare parts')
  await control(url, 'DELETE', '/calls')
})

const rowFault = (body: object) => control(url, 'POST', '/row-faults', body)
const fault = (kind: string, more = {}) =>
  control(url, 'POST', '/faults', { match: { method: 'POST', path: '/batch$' }, kind, times: 1, ...more })
const batches = async () =>
  z
    .array(z.looseObject({ batch: z.unknown().optional(), status: z.number() }))
    .parse(await control(url, 'GET', '/calls'))
const thousand = Array.from({ length: 1000 }, (_, at) =>
  named(`Part ${at}`, `N${String(at).padStart(4, '0')}`),
)

test('37 of 1000 rows fail where a rule says so', async () => {
  await rowFault({ match: { codes: '^N0(0[0-2][0-9]|03[0-6])$' } })
  const { succeeded, failed, errors } = await parts.batch('create', ...thousand)
  expect([succeeded, failed, errors.length]).toEqual([963, 37, 10])
  expect(errors[0]).toEqual({ code: '2001', itemCode: 'N0000', message: 'Failed to create list item' })
  expect(await parts.names('?filter=N0036')).toEqual([])
  expect(await parts.names('?filter=N0037')).toEqual(['Part 37'])
})

test.each([
  ['create', named('New', 'NEW'), '2001'],
  ['update', named('Sprocket, large', 'SP'), '2002'],
  ['delete', bare('SP'), '2003'],
] as const)('A rule without a code lets a %s fail and changes nothing', async (type, item, code) => {
  await rowFault({})
  const before = await parts.behind()
  expect((await parts.batch(type, item)).errors).toMatchObject([{ code, message: ITEM_ERRORS[code] }])
  expect(await parts.behind()).toEqual(before)
})

test('A rule is for the rows it matches, and used up after its times', async () => {
  await rowFault({ match: { type: 'create', name: 'Coil' }, code: '2006', times: 1 })
  expect((await parts.batch('update', named('Coil', 'SP'))).failed).toBe(0)
  expect((await parts.batch('create', named('Wire', 'W1'))).failed).toBe(0)
  expect((await parts.batch('create', named('Coil', 'C1'), named('Coil', 'C2'))).errors).toMatchObject([
    { code: '2006', itemCode: 'C1' },
  ])
  expect((await parts.batch('create', named('Coil', 'C1'))).failed).toBe(0)
})

test('Rules can be read and taken back', async () => {
  await rowFault({ match: { name: 'Coil' } })
  await parts.batch('create', named('Coil', 'C1'))
  expect(await control(url, 'GET', '/row-faults')).toMatchObject([{ match: { name: 'Coil' }, struck: 1 }])
  await control(url, 'DELETE', '/row-faults')
  expect((await parts.batch('create', named('Coil', 'C1'))).succeeded).toBe(1)
})

test.each([{ code: '9999' }, { match: { codes: '(' } }, { times: 0 }, { pattern: 'x' }])(
  'A rule that means nothing is refused: %j',
  async (body) => {
    await expect(rowFault(body)).rejects.toThrow(/400/)
  },
)

test('The calls tell type, size and outcome of every batch', async () => {
  await parts.batch('create', ...thousand, '<item/>').catch(() => undefined)
  await parts.batch('create', ...thousand)
  await parts.batch('delete', bare('N0001'), bare('NONE'))
  expect((await batches()).map(({ status, batch }) => [status, batch])).toEqual([
    [400, undefined],
    [200, { type: 'create', items: 1000, succeeded: 1000, failed: 0 }],
    [200, { type: 'delete', items: 2, succeeded: 1, failed: 1 }],
  ])
})

test('A reset after the effect leaves the items in the list, one before it does not', async () => {
  await fault('reset-before')
  await expect(parts.batch('create', named('A', 'A1'))).rejects.toThrow()
  await fault('reset-after-effect')
  await expect(parts.batch('create', named('B', 'B1'))).rejects.toThrow()
  expect(await parts.heldAt('A1')).toBeUndefined()
  expect(await parts.heldAt('B1')).toMatchObject({ name: 'B' })
  expect((await batches()).filter(({ batch }) => batch !== undefined)).toMatchObject([
    { status: 0, fault: 'reset-after-effect', batch: { type: 'create', items: 1, succeeded: 1 } },
  ])
})

test('A fault can wait for one kind of batch', async () => {
  await fault('503', { match: { path: '/batch$', query: 'type=delete' } })
  expect((await parts.batch('create', named('A', 'A1'))).succeeded).toBe(1)
  expect((await parts.post('delete', bare('A1'))).status).toBe(503)
  expect((await parts.batch('delete', bare('A1'))).succeeded).toBe(1)
})

test.each([
  ['deadlock', 400],
  ['429', 429],
  ['503', 503],
  ['500', 500],
])('A batch that meets %s changes nothing', async (kind, status) => {
  await fault(kind)
  expect((await daniel.postXml(`${parts.batchPath}?type=create`, batchOf(named('A', 'A1')))).status).toBe(
    status,
  )
  expect(await parts.heldAt('A1')).toBeUndefined()
})

test('A truncated answer comes after the effect and is not whole', async () => {
  await fault('truncated')
  const answer = await parts.post('create', named('A', 'A1'))
  expect(await answer.text()).not.toContain('</list-item-batch-result>')
  expect(await parts.heldAt('A1')).toBeDefined()
})

test('A reset brings the lists back', async () => {
  const before = await parts.behind()
  await parts.batch('delete', bare('SP'))
  await parts.batch('create', named('A', 'A1'))
  await rowFault({})
  await control(url, 'POST', '/reset', {})
  expect(await parts.behind()).toEqual(before)
  expect(await control(url, 'GET', '/row-faults')).toEqual([])
})

test('The control port names every list with the items it holds', async () => {
  const lists = z.array(z.looseObject({ name: z.string() })).parse(await control(url, 'GET', '/lists'))
  expect(lists.find(({ name }) => name === 'Spare parts')).toEqual({
    id: parts.id,
    name: 'Spare parts',
    isVendor: false,
    levels: 1,
    batchPath: 'list',
    items: 12,
    deactivated: 1,
  })
})
