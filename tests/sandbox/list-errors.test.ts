import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ITEM_ERRORS } from '../../sandbox/lists/item-errors.ts'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { type Caller, control } from './client.ts'
import { bare, LIST_NAMESPACE, ListInUse, named, readBatchAnswer, signInForLists } from './list-client.ts'

let sandbox: RunningSandbox
let daniel: Caller

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  daniel = await signInForLists(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(() => control(sandbox.url, 'POST', '/reset', {}))

const dated = (start: string, end: string) =>
  named('Part', 'P1').replace('</list-item>', `${start}${end}</list-item>`)
const start = (day: string) => `<start-date>${day}</start-date>`
const end = (day: string) => `<end-date>${day}</end-date>`
const deep = (levels: number, last: string) =>
  named('Item', ...Array.from({ length: levels - 1 }, (_, at) => `L${at}`), last)

type Case = [
  what: string,
  list: string,
  type: string,
  item: string,
  code: keyof typeof ITEM_ERRORS,
  itemCode: string,
]

const WRONG: Case[] = [
  ['another element', 'Spare parts', 'create', '<item/>', '1002', ''],
  ['text of its own', 'Spare parts', 'create', '<list-item>SP</list-item>', '1002', ''],
  ['an unknown element', 'Spare parts', 'create', '<list-item><code>SP</code></list-item>', '1002', ''],
  [
    'a name twice',
    'Spare parts',
    'create',
    '<list-item><name>a</name><name>b</name></list-item>',
    '1002',
    '',
  ],
  ['an element inside its name', 'Spare parts', 'create', named('<b>a</b>', 'P1'), '1002', ''],
  [
    'an eleventh level',
    'Cost objects',
    'create',
    '<list-item><level11code>a</level11code></list-item>',
    '1002',
    '',
  ],
  ['a start date alone', 'Spare parts', 'create', dated(start('2026-01-01'), ''), '1003', 'P1'],
  ['an end date alone', 'Spare parts', 'update', dated('', end('2026-01-01')), '1003', 'P1'],
  ['no name', 'Spare parts', 'create', bare('P1'), '1004', 'P1'],
  ['no name to change', 'Spare parts', 'update', bare('SP'), '1004', 'SP'],
  ['an empty name', 'Spare parts', 'create', named('', 'P1'), '1005', 'P1'],
  ['a name of blanks', 'Spare parts', 'create', named('  ', 'P1'), '1005', 'P1'],
  ['a name of 65 characters', 'Spare parts', 'create', named('n'.repeat(65), 'P1'), '1006', 'P1'],
  ['no code', 'Spare parts', 'create', named('Part'), '1010', ''],
  ['no code to delete', 'Spare parts', 'delete', '<list-item/>', '1010', ''],
  ['two levels in a list of one', 'Spare parts', 'create', named('Part', 'P1', 'P2'), '1011', 'P2'],
  [
    'a skipped level',
    'Locations',
    'create',
    '<list-item><name>a</name><level1code>DE</level1code><level3code>1</level3code></list-item>',
    '1012',
    '1',
  ],
  ['no level 1', 'Locations', 'delete', '<list-item><level2code>BY</level2code></list-item>', '1012', 'BY'],
  ['an empty code', 'Spare parts', 'create', named('Part', ''), '1013', ''],
  ['a code of 33 characters', 'Spare parts', 'create', named('Part', 'c'.repeat(33)), '1013', 'c'.repeat(33)],
  ['a hyphen in level 1', 'Spare parts', 'delete', bare('P-1'), '1013', 'P-1'],
  ['a hyphen in level 2', 'Cost objects', 'create', deep(2, 'P-1'), '1014', 'P-1'],
  ['a hyphen in level 3', 'Cost objects', 'update', deep(3, 'P-1'), '1015', 'P-1'],
  ['a hyphen in level 4', 'Cost objects', 'create', deep(4, 'P-1'), '1016', 'P-1'],
  ['a fifth level in a list of four', 'Cost objects', 'create', deep(5, 'X'), '1017', 'X'],
  ['a date that is none', 'Spare parts', 'create', dated(start('1/4/2026'), end('2026-12-31')), '1023', 'P1'],
  [
    'a day that does not exist',
    'Spare parts',
    'create',
    dated(start('2026-02-30'), end('2026-12-31')),
    '1023',
    'P1',
  ],
  ['an empty start date', 'Spare parts', 'create', dated('<start-date/>', end('2026-12-31')), '1023', 'P1'],
  [
    'an end date that is none',
    'Spare parts',
    'update',
    dated(start('2026-01-01'), end('never')),
    '1024',
    'P1',
  ],
  [
    'an end before the start',
    'Spare parts',
    'create',
    dated(start('2026-02-01'), end('2026-01-31')),
    '1025',
    'P1',
  ],
  [
    'an end on the day of the start',
    'Spare parts',
    'create',
    dated(start('2026-02-01'), end('2026-02-01')),
    '1025',
    'P1',
  ],
  ['a code that is taken', 'Spare parts', 'create', named('Sprocket', 'SP'), '2004', 'SP'],
  ['a code that was deleted', 'Spare parts', 'create', named('Fan', 'FAN'), '2005', 'FAN'],
  ['a deleted item to change', 'Spare parts', 'update', named('Fan', 'FAN'), '2005', 'FAN'],
  ['a code that is not there to delete', 'Spare parts', 'delete', bare('NONE'), '2003', 'NONE'],
  ['an item that is deleted already', 'Spare parts', 'delete', bare('FAN'), '2003', 'FAN'],
  ['codes that do not hang together', 'Locations', 'delete', bare('DE', 'TX', '001'), '2006', '001'],
  [
    'codes that do not hang together',
    'Locations',
    'update',
    named('Austin', 'DE', 'TX', '001'),
    '2006',
    '001',
  ],
  ['no parent', 'Locations', 'create', named('Vienna', 'AT', '9'), '2007', '9'],
  ['no parent to change it below', 'Locations', 'update', named('Vienna', 'AT', '9999'), '2007', '9999'],
]

test.each(WRONG)('An item with %s (%s, %s)', async (_, listName, type, item, code, itemCode) => {
  const list = await ListInUse.named(daniel, listName)
  const before = await list.behind()
  const message = ITEM_ERRORS[code].replace('{ITEM}', '1')
  expect(await list.batch(type, item)).toEqual({
    succeeded: 0,
    failed: 1,
    errors: [{ code, itemCode, message }],
  })
  expect(await list.behind()).toEqual(before)
})

test.each([
  [5, '1017'],
  [6, '1018'],
  [7, '1019'],
  [8, '1020'],
  [9, '1021'],
  [10, '1022'],
])('A hyphen in level %s is told as %s, and without it level 5 is one too many', async (level, code) => {
  const costObjects = await ListInUse.named(daniel, 'Cost objects')
  const { errors } = await costObjects.batch('create', deep(level, 'P-1'), deep(level, 'P1'))
  expect(errors).toMatchObject([
    { code, itemCode: 'P-1' },
    { code: '1017', itemCode: 'P1' },
  ])
})

test.each([
  '<list-items/>',
  `<list-item-batch><list-item/></list-item-batch>`,
  `<batch xmlns="${LIST_NAMESPACE}"/>`,
])('Without a list-item-batch nothing is counted: %s', async (body) => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const answer = await readBatchAnswer(await daniel.postXml(`${parts.batchPath}?type=create`, body))
  const errors = [{ code: '1001', itemCode: '', message: 'Could not find list-item-batch element' }]
  expect(answer).toEqual({ succeeded: 0, failed: 0, errors })
})

test('Of several things wrong with an item the lowest code is told', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const item = `<list-item><name></name><level1code>P-1</level1code>${start('x')}${end('y')}</list-item>`
  expect((await parts.batch('create', item)).errors[0]?.code).toBe('1005')
})

test('An item that cannot be read is told by its place', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const { errors } = await parts.batch('create', named('Part', 'P1'), '<item/>', named('Part', 'P2'))
  expect(errors).toEqual([{ code: '1002', itemCode: '', message: 'Error parsing list item 2' }])
})

test('64 and 32 characters are not too many', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  expect((await parts.batch('create', named('ä'.repeat(64), 'c'.repeat(32)))).succeeded).toBe(1)
})
