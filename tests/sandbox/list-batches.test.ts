import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, control, DANIEL, MIRA, PRIYA } from './client.ts'
import {
  bare,
  batchOf,
  LIST_NAMESPACE,
  LISTS,
  ListInUse,
  named,
  readBatchAnswer,
  signInForLists,
} from './list-client.ts'

let sandbox: RunningSandbox
let daniel: Caller

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  daniel = await signInForLists(sandbox)
})
afterAll(() => sandbox.close())
beforeEach(() => control(sandbox.url, 'POST', '/reset', {}))

const ONE_LEVEL = `<list-item-batch xmlns="http://www.concursolutions.com/api/expense/list/2010/02">
    <list-item>
        <name>Spool</name>
        <level1code>SL</level1code>
        <start-date>2010-04-01</start-date>
        <end-date>2010-09-30</end-date>
    </list-item>
    <list-item>
        <name>Wheel</name>
        <level1code>WH</level1code>
        <start-date>2010-04-01</start-date>
        <end-date>2010-09-30</end-date>
    </list-item>
</list-item-batch>`

const FOUR_LEVELS = `<list-item-batch xmlns="http://www.concursolutions.com/api/expense/list/2010/02">
    <list-item>
        <name>Beverages</name>
        <level1code>DRINKS</level1code>
    </list-item>
    <list-item>
        <name>Meal</name>
        <level1code>FOOD</level1code>
    </list-item>
    <list-item>
        <name>Non-Alcoholic</name>
        <level1code>DRINKS</level1code>
        <level2code>NALC</level2code>
    </list-item>
    <list-item>
        <name>Alcoholic</name>
        <level1code>DRINKS</level1code>
        <level2code>ALC</level2code>
    </list-item>
    <list-item>
        <name>Soft drinks</name>
        <level1code>DRINKS</level1code>
        <level2code>NALC</level2code>
        <level3code>SODA</level3code>
    </list-item>
    <list-item>
        <name>Juices</name>
        <level1code>DRINKS</level1code>
        <level2code>NALC</level2code>
        <level3code>JUICE</level3code>
    </list-item>
    <list-item>
        <name>Apple Juice</name>
        <level1code>DRINKS</level1code>
        <level2code>NALC</level2code>
        <level3code>JUICE</level3code>
        <level4code>APL</level4code>
    </list-item>
    <list-item>
        <name>Coca-Cola or Pepsi</name>
        <level1code>DRINKS</level1code>
        <level2code>NALC</level2code>
        <level3code>SODA</level3code>
        <level4code>COLA</level4code>
    </list-item>
</list-item-batch>`

const UPDATE = `<list-item-batch xmlns="http://www.concursolutions.com/api/expense/list/2010/02">
    <list-item>
        <name>Sprocket, Large </name>
        <level1code>SP</level1code>
        <start-date>2012-06-15</start-date>
        <end-date>2012-12-31</end-date>
    </list-item>
    <list-item>
        <name>Bushing, vulcanized inner sleeve</name>
        <level1code>BU</level1code>
        <start-date>2012-06-15</start-date>
        <end-date>2012-12-31</end-date>
    </list-item>
</list-item-batch>`

const DELETION = `<list-item-batch xmlns="http://www.concursolutions.com/api/expense/list/2010/02">
    <list-item>
        <level1code>BU</level1code>
    </list-item>
    <list-item>
        <level1code>WH</level1code>
    </list-item>
</list-item-batch>`

const result = (succeeded: number, failed: number, errors = '') =>
  `<list-item-batch-result xmlns="http://www.concursolutions.com/api/expense/list/2010/02" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">` +
  `<records-succeeded>${succeeded}</records-succeeded><records-failed>${failed}</records-failed>${errors}</list-item-batch-result>`
const squeezed = async (answer: Response) =>
  (await answer.text())
    .replace(/^<\?xml.*\?>\s*/, '')
    .replace(/>\s+</g, '><')
    .trim()

test('The documented bodies are answered with the documented bodies', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const post = (list: ListInUse, type: string, body: string) =>
    daniel.postXml(`${list.batchPath}?type=${type}`, body)
  expect(await squeezed(await post(parts, 'create', ONE_LEVEL))).toBe(result(2, 0))
  const costObjects = await ListInUse.named(daniel, 'Cost objects')
  expect(await squeezed(await post(costObjects, 'create', FOUR_LEVELS))).toBe(result(8, 0))
  expect(await squeezed(await post(parts, 'update', UPDATE))).toBe(result(2, 0))
  expect(await squeezed(await post(parts, 'delete', DELETION))).toBe(result(2, 0))

  expect(await parts.heldAt('SP')).toMatchObject({
    name: 'Sprocket, Large',
    startDate: '2012-06-15',
    endDate: '2012-12-31',
  })
  expect(await parts.heldAt('SL')).toMatchObject({ startDate: '2010-04-01', endDate: '2010-09-30' })
  expect(await parts.names('?filter=wheel')).toEqual([])
  expect(await costObjects.names('?parentCode=DRINKS&parentCode=NALC&parentCode=SODA')).toEqual([
    'Coca-Cola or Pepsi',
  ])
})

test('A failing record is named beside the one that succeeded', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const body = UPDATE.replace('inner sleeve', 'inner sleeve, '.repeat(4))
  const answer = await daniel.postXml(`${parts.batchPath}?type=update`, body)
  expect(answer.status).toBe(200)
  expect(await squeezed(answer)).toBe(
    result(
      1,
      1,
      '<errors><error><code>1006</code><list-item-code>BU</list-item-code>' +
        '<message>List item name exceeds 64 characters</message></error></errors>',
    ),
  )
})

test('A batch of failures alone is still 200 and names the first ten in their order', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const rows = Array.from({ length: 1000 }, (_, at) => named(at % 40 === 3 ? '' : 'Part', `N${at}`))
  const { succeeded, failed, errors } = await parts.batch('create', ...rows)
  expect([succeeded, failed]).toEqual([975, 25])
  expect(errors.map(({ itemCode }) => itemCode)).toEqual(
    Array.from({ length: 10 }, (_, at) => `N${3 + 40 * at}`),
  )
  const again = await parts.batch('create', ...rows.map((row) => row.replace('Part', '')))
  expect([again.succeeded, again.failed, again.errors.length]).toEqual([0, 1000, 10])
})

test('Items are taken in their order: a child before its parent has none yet', async () => {
  const locations = await ListInUse.named(daniel, 'Locations')
  const { succeeded, errors } = await locations.batch(
    'create',
    named('Vienna', 'AT', '9'),
    named('Austria', 'AT'),
    named('Vienna', 'AT', '9'),
    named('Vienna', 'AT', '9', '001'),
  )
  expect(succeeded).toBe(3)
  expect(errors).toEqual([{ code: '2007', itemCode: '9', message: 'List item parent does not exist' }])
})

test('Codes are texts, trimmed: 00123 and 0123 are two items', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const names = await parts.names('?filter=0123')
  expect(names).toEqual(['Relay, 24 V', 'Relay, 12 V'])
  expect((await parts.batch('create', named(' Relay, 5 V ', ' 123 '))).succeeded).toBe(1)
  expect(await parts.heldAt('123')).toMatchObject({ name: 'Relay, 5 V' })
  expect((await parts.batch('delete', bare('0123'))).succeeded).toBe(1)
  expect(await parts.names('?filter=0123')).toEqual(['Relay, 24 V'])
})

test('An update changes name and dates and keeps the dates that it does not name', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const dates = '<start-date>2026-01-01</start-date><end-date>2026-12-31</end-date>'
  await parts.batch('update', named('Sprocket', 'SP').replace('</list-item>', `${dates}</list-item>`))
  await parts.batch('update', named('Sprocket &amp; chain', 'SP'))
  expect(await parts.heldAt('SP')).toEqual({
    name: 'Sprocket & chain',
    codes: ['SP'],
    startDate: '2026-01-01',
    endDate: '2026-12-31',
    deactivated: false,
  })
})

test('An update of a code that is not there makes a second item', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  expect((await parts.batch('update', named('Sprocket', 'SP2'))).succeeded).toBe(1)
  expect(await parts.names('?filter=sprocket')).toEqual(['Sprocket', 'Sprocket'])
})

test('A delete takes what hangs below with it, and none of it can be created again', async () => {
  const locations = await ListInUse.named(daniel, 'Locations')
  expect((await locations.batch('delete', bare('DE', 'BY'))).succeeded).toBe(1)
  expect(await locations.names('?parentCode=DE')).toEqual(['Lower Saxony', 'Hamburg'])
  expect(await locations.names('?parentCode=DE&parentCode=BY')).toEqual([])
  expect(await locations.heldAt('DE', 'BY', '001')).toMatchObject({ name: 'Munich', deactivated: true })
  const { errors } = await locations.batch(
    'create',
    named('Bavaria', 'DE', 'BY'),
    named('Munich', 'DE', 'BY', '001'),
  )
  expect(errors.map(({ code }) => code)).toEqual(['2005', '2007'])
})

test('A delete does not look at names and dates', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const odd = `<list-item><name>${'n'.repeat(99)}</name><level1code>SP</level1code><start-date>soon</start-date></list-item>`
  expect((await parts.batch('delete', odd)).succeeded).toBe(1)
})

test('A list answers its batches at its own batch-link alone', async () => {
  for (const name of ['Cost objects', 'Vendors']) {
    const list = await ListInUse.named(daniel, name)
    const other = list.batchPath.includes('/list/n') ? `${list.path}/batch` : `${LISTS}/list/${list.id}/batch`
    expect((await daniel.postXml(`${other}?type=create`, batchOf(named('x', 'X')))).status).toBe(404)
    expect((await daniel.postXml(`${list.batchPath}?type=create`, batchOf(named('x', 'X')))).status).toBe(200)
  }
})

test.each([
  ['no type', '', batchOf(named('x', 'X')), /batch type parameter is not included/],
  ['an unknown type', '?type=replace', batchOf(named('x', 'X')), /create, update or delete/],
  ['no items', '?type=create', batchOf(''), /contains 0 list items/],
  ['1001 items', '?type=create', batchOf(named('x', 'X').repeat(1001)), /contains over 1000 list items/],
  ['nothing', '?type=create', '', /not formatted correctly/],
  ['no XML', '?type=create', 'name,code', /not formatted correctly/],
  ['a bare ampersand', '?type=create', batchOf(named('R&D', 'X')), /not formatted correctly/],
  ['a tag that is not closed', '?type=create', batchOf('<list-item>'), /not formatted correctly/],
  ['a document type', '?type=create', `<!DOCTYPE a>${batchOf(named('x', 'X'))}`, /document type/],
])('A batch with %s is 400 and adds nothing', async (_, query, body, message) => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const answer = await daniel.postXml(parts.batchPath + query, body)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(message)
  expect(await parts.heldAt('X')).toBeUndefined()
})

test('A batch that is not declared as XML is 400', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const headers = { 'content-type': 'text/csv' }
  const answer = await daniel.postXml(`${parts.batchPath}?type=create`, batchOf(named('x', 'X')), headers)
  expect(answer.status).toBe(400)
})

test('A chunked batch is 400', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${daniel.token}`,
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
    }
    const url = `${sandbox.url}${parts.batchPath}?type=create`
    const sent = httpRequest(url, { method: 'POST', headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject)
    sent.end(batchOf(named('x', 'X')))
  })
  expect(status).toBe(400)
})

test('1000 items as long as they may be fit into a batch', async () => {
  const costObjects = await ListInUse.named(daniel, 'Cost objects')
  const name = '&amp;'.repeat(64)
  const rows = Array.from({ length: 1000 }, (_, at) => named(name, String(at).padStart(32, '0')))
  expect((await costObjects.batch('create', ...rows)).succeeded).toBe(1000)
})

test.each([
  ['without the scope LIST', DANIEL, 'openid TRVREQ', 403],
  ['without a role that administers lists', PRIYA, 'openid LIST', 403],
  ['of a Web Services Administrator', MIRA, 'openid LIST', 200],
])('A batch %s', async (_, person, scope, status) => {
  const { batchPath } = await ListInUse.named(daniel, 'Spare parts')
  const caller = await Caller.signIn(sandbox, person, { scope })
  expect((await caller.postXml(`${batchPath}?type=create`, batchOf(named('x', 'X')))).status).toBe(status)
})

test('Nobody reaches a list without signing in, and an unknown list is 404', async () => {
  const anonymous = await fetch(`${sandbox.url}${LISTS}/nUnknown/batch?type=create`, { method: 'POST' })
  expect(anonymous.status).toBe(401)
  expect((await daniel.postXml(`${LISTS}/nUnknown/batch?type=create`, batchOf(named('x', 'X')))).status).toBe(
    404,
  )
})

test('A namespace prefix and CDATA are as good', async () => {
  const parts = await ListInUse.named(daniel, 'Spare parts')
  const body = `<?xml version="1.0"?><l:list-item-batch xmlns:l="${LIST_NAMESPACE}"><l:list-item>
    <l:name><![CDATA[R&D <2026>]]></l:name><l:level1code>RD</l:level1code></l:list-item></l:list-item-batch>`
  const answer = await readBatchAnswer(await daniel.postXml(`${parts.batchPath}?type=create`, body))
  expect(answer).toEqual({ succeeded: 1, failed: 0, errors: [] })
  expect(await parts.names('?filter=R%26D')).toEqual(['R&amp;D &lt;2026&gt;'])
})
