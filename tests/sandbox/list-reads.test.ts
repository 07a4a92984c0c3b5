import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { Caller, DANIEL, MIRA, PRIYA, textOf, textsOf } from './client.ts'
import { LIST_NAMESPACE, LISTS, ListInUse, signInForLists } from './list-client.ts'

let sandbox: RunningSandbox
let daniel: Caller

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, pendingForApprover: 0 })
  daniel = await signInForLists(sandbox)
})
afterAll(() => sandbox.close())

test.each([LISTS, `${LISTS}/`])(
  '%s names every list with its links, as the page prints them',
  async (path) => {
    const answer = await daniel.get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('application/xml')
    const xml = await answer.text()
    expect(xml).toContain(`<lists xmlns="${LIST_NAMESPACE}">`)
    const id = textOf(xml, 'id')?.split('/').at(-1) ?? ''
    const link = `http://www.concursolutions.com/api/expense/list/v1.0/${id}`
    expect(xml.replace(/>\s+</g, '><')).toContain(
      `<list><id>${link}</id><batch-link>${link.replace(id, `list/${id}`)}/batch</batch-link><name>Cost objects</name>` +
        `<is-vendor>false</is-vendor><levels>4</levels><items-link>${link}/items/</items-link></list>`,
    )
    expect(textsOf(xml, 'name')).toEqual([
      'Cost objects',
      'Departments',
      'Event codes',
      'Locations',
      'Projects',
      'Spare parts',
      'Vendors',
    ])
    expect(textsOf(xml, 'levels')).toEqual(['4', '1', '1', '3', '2', '1', '1'])
    expect(textsOf(xml, 'is-vendor')).toEqual(['false', 'false', 'false', 'false', 'false', 'false', 'true'])
    expect(textsOf(xml, 'id').join('')).toMatch(/\$.*!/)
  },
)

test('One list comes with https links in another order', async () => {
  const { path, id } = await ListInUse.named(daniel, 'Vendors')
  const link = `https://www.concursolutions.com/api/expense/list/v1.0/${id}`
  const xml = await (await daniel.get(path)).text()
  expect(xml.replace(/>\s+</g, '><')).toContain(
    `<list xmlns="${LIST_NAMESPACE}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><batch-link>${link}/batch</batch-link>` +
      `<id>${link}</id><is-vendor>true</is-vendor><items-link>${link}/items</items-link><levels>1</levels><name>Vendors</name></list>`,
  )
})

test('Without a parent only level 1 is returned, in the form of the page', async () => {
  const costObjects = await ListInUse.named(daniel, 'Cost objects')
  const xml = await (await costObjects.items('/')).text()
  expect(textsOf(xml, 'level1code')).toEqual(['EMEA', 'AMER', 'APAC', 'HQ'])
  const link = `https://www.concursolutions.com${costObjects.path}/items/EMEA/`
  expect(xml.replace(/>\s+</g, '><')).toContain(
    `<list-items xmlns="${LIST_NAMESPACE}"><list-item><name>Europe, Middle East &amp; Africa</name>` +
      `<level1code>EMEA</level1code><items-link>${link}</items-link></list-item>`,
  )
})

test('Every level below is read by its parent’s codes, in the query or through the items-link', async () => {
  const costObjects = await ListInUse.named(daniel, 'Cost objects')
  const inQuery = await (await costObjects.items('?parentCode=EMEA&parentCode=DE')).text()
  expect(textsOf(inQuery, 'level3code')).toHaveLength(16)
  expect(new Set(textsOf(inQuery, 'level2code'))).toEqual(new Set(['DE']))

  const inPath = await daniel.get(new URL(textOf(inQuery, 'items-link') ?? '').pathname)
  const lastLevel = await inPath.text()
  expect(textsOf(lastLevel, 'level4code')[0]).toBe('00100')
  expect(lastLevel).not.toContain('items-link')
  expect(lastLevel).not.toMatch(/date/)
})

test('A code with signs in it is followed through its items-link', async () => {
  const projects = await ListInUse.named(daniel, 'Projects')
  await projects.post(
    'create',
    `<list-item><name>Odd</name><level1code>A/B &amp; 50%</level1code></list-item>
     <list-item><name>Below</name><level1code>A/B &amp; 50%</level1code><level2code>1</level2code></list-item>`,
  )
  const link = textsOf(await (await projects.items('?filter=odd')).text(), 'items-link')[0] ?? ''
  expect(textsOf(await (await daniel.get(new URL(link).pathname)).text(), 'name')).toEqual(['Below'])
  expect(await projects.names(`?parentCode=${encodeURIComponent('A/B & 50%')}`)).toEqual(['Below'])
})

test.each([
  ['a part of a name, whatever its case', '?filter=ENGIN', ['Engineering']],
  ['a part of a code', '?filter=09', ['Fundación Northwind', 'Works council (Betriebsrat)']],
  ['nothing that is there', '?filter=zzz', []],
  ['a deleted item', '?filter=Laboratory', []],
])('The filter finds %s', async (_, query, expected) => {
  expect(await (await ListInUse.named(daniel, 'Departments')).names(query)).toEqual(expected)
})

test('The filter looks below the parent that is asked for', async () => {
  const locations = await ListInUse.named(daniel, 'Locations')
  expect(await locations.names('?parentCode=DE&parentCode=BY&filter=m')).toEqual(['Munich', 'Nuremberg'])
})

test.each([
  ['a list without items', 'Event codes', ''],
  ['a parent that is not there', 'Locations', '?parentCode=XX'],
  ['an item without anything below', 'Locations', '?parentCode=DE&parentCode=BY&parentCode=001'],
])('For %s the answer is an empty list-items', async (_, name, query) => {
  const answer = await (await ListInUse.named(daniel, name)).items(query)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toMatch(/<list-items [^>]*>\s*<\/list-items>/)
})

test('The same seed gives the same lists, another seed others', async () => {
  const ids = async (seed: number) => {
    const other = await startSandbox({ port: 0, seed, pendingForApprover: 0 })
    const all = other.store.lists.all()
    await other.close()
    return all.map(({ id, items }) => [id, ...[...items.all()].map(({ name, codes }) => `${codes} ${name}`)])
  }
  expect(await ids(3)).toEqual(await ids(3))
  expect((await ids(3))[6]).not.toEqual((await ids(4))[6])
})

test('The biggest list has four levels and 10,000 items', () => {
  const [costObjects] = sandbox.store.lists.all()
  expect([...(costObjects?.items.all() ?? [])].length).toBeGreaterThanOrEqual(10_000)
})

const READS = ['', '/', '/{id}', '/{id}/items', '/{id}/items/EMEA/']
const inList = async (path: string) =>
  LISTS + path.replace('{id}', (await ListInUse.named(daniel, 'Cost objects')).id)

test.each(READS)('GET %s needs the scope LIST', async (path) => {
  const caller = await Caller.signIn(sandbox, DANIEL)
  expect((await caller.get(await inList(path))).status).toBe(403)
})

test.each(READS)('GET %s needs a role that administers lists', async (path) => {
  const priya = await signInForLists(sandbox, PRIYA)
  const answer = await priya.get(await inList(path))
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Company Administrator or Web Services Administrator')
  expect((await (await signInForLists(sandbox, MIRA)).get(await inList(path))).status).toBe(200)
})

test.each(['/nUnknown', '/nUnknown/items', '/nUnknown/items/EMEA'])('GET %s is 404', async (path) => {
  const answer = await daniel.get(LISTS + path)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('<Message>The list was not found.</Message>')
})
