import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getList, type ListBatchType, postListBatch } from '#lib/concur/lists-v1.ts'
import { findRowsIn } from '#lib/lists/find-rows.ts'
import type { BatchRow, BatchRowEnd } from '#lib/lists/list-rows.ts'
import { nameFailures } from '#lib/lists/name-failures.ts'
import { DANIEL, PRIYA } from '../../sandbox/people.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let daniel: Browser

beforeAll(async () => {
  desk = await openDesk()
  daniel = await desk.signIn(DANIEL)
})
afterAll(() => desk.close())
afterEach(() => desk.sandbox.store.rowFaults.clear())

const listId = (name: string) => desk.sandbox.store.lists.all().find((list) => list.name === name)?.id ?? ''
const api = (name: string, rest = '') => `/api/lists/${encodeURIComponent(listId(name))}${rest}`
const callsSince = (before: number) => desk.sandbox.store.calls.all().slice(before)
const check = (list: string, body: object) => daniel.send('POST', api(list, '/check'), body)

describe('Reading lists', () => {
  it('shows the company’s lists, one by one too', async () => {
    const { json } = await daniel.get('/api/lists')
    expect(json.items.map(({ name }: { name: string }) => name)).toContain('Locations')
    const one = await daniel.get(api('Locations'))
    expect(one.json).toEqual({ id: listId('Locations'), name: 'Locations', levels: 3, isVendor: false })
  })

  it('goes down the levels, and says where it ends', async () => {
    const { json: countries } = await daniel.get(api('Locations', '/items'))
    expect(countries.items).toContainEqual({ name: 'Germany', codes: ['DE'], canHaveChildren: true })
    const { json: states } = await daniel.get(api('Locations', '/items?parentCode=DE'))
    expect(states.items).toContainEqual({ name: 'Bavaria', codes: ['DE', 'BY'], canHaveChildren: true })
    const { json: cities } = await daniel.get(api('Locations', '/items?parentCode=DE&parentCode=BY'))
    expect(cities.items).toContainEqual({
      name: 'Munich',
      codes: ['DE', 'BY', '001'],
      canHaveChildren: false,
    })
  })

  it('keeps leading zeros, ampersands and umlauts of codes', async () => {
    const { json } = await daniel.get(api('Spare parts', '/items?filter=B%26S'))
    expect(json.items).toEqual([{ name: 'Bolt & sleeve', codes: ['B&S'], canHaveChildren: false }])
  })

  it.each<[string, string, number, string]>([
    ['a list that is not there', '/api/lists/nolist', 404, 'concur-not-found'],
    ['items of a list that is not there', '/api/lists/nolist/items', 404, 'concur-not-found'],
    ['an id that cannot be one', '/api/lists/no%20list', 400, 'bad-request'],
  ])('%s', async (_, path, status, code) => {
    expect(await daniel.get(path)).toMatchObject({ status, json: { code } })
  })

  it('somebody without the role hears so in Concur’s words', async () => {
    const priya = await desk.signIn(PRIYA)
    const answer = await priya.get('/api/lists')
    expect(answer).toMatchObject({ status: 403, json: { code: 'concur-forbidden' } })
    expect(answer.json.detail).toContain('does not have the role')
  })
})

describe('The check', () => {
  it('finds every problem by row and what would change, and writes nothing', async () => {
    const before = callsSince(0).length
    const { status, json } = await check('Locations', {
      operation: 'merge',
      items: [
        { name: 'Deutschland', codes: ['DE'] },
        { name: 'France', codes: ['FR'] },
        { name: 'Berlin', codes: ['DE', 'BE'] },
        { name: 'Berlin', codes: ['DE', 'BE', '001'] },
        { name: 'Nowhere', codes: ['XX', '01'] },
        { name: 'Hyphen', codes: ['A-B'] },
        { name: 'Munich', codes: ['DE', 'BY', '001'], startDate: '2026-01-01', endDate: '2026-12-31' },
      ],
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      rows: 7,
      problemCount: 2,
      rowsWithProblems: 2,
      difference: { add: 2, rename: 1, redate: 1, unchanged: 1, remove: 0 },
      plan: { rows: 4, batches: 2 },
    })
    expect(json.problems.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [5, '2007'],
      [6, '1013'],
    ])
    const calls = callsSince(before).filter(({ path }) => path.includes('/list/'))
    expect(calls.every(({ method }) => method === 'GET')).toBe(true)
    // The list, level 1, below DE, below DE / BY: nothing is asked below what is missing.
    expect(calls).toHaveLength(4)
  })

  it('answers under the same headers as every page, though the proxy leaves it alone', async () => {
    const { headers } = await check('Spare parts', { operation: 'create', items: [] })
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('a delete takes along what hangs below, if that is wanted', async () => {
    const items = [{ codes: ['CH'] }]
    const kept = await check('Locations', { operation: 'delete', items })
    expect(kept.json.problems).toMatchObject([{ row: 1, code: 'has-children' }])
    const whole = await check('Locations', { operation: 'delete', items, withChildren: true })
    expect(whole.json).toMatchObject({ rows: 1, problemCount: 0, difference: { remove: 4 } })
    expect(whole.json.examples.remove).toMatchObject([
      { row: 1, codes: ['CH'] },
      { row: 2, codes: ['CH', 'ZH'], below: 1 },
      { row: 3, codes: ['CH', 'ZH', '001'], below: 1 },
      { row: 4, codes: ['CH', 'ZH', '002'], below: 1 },
    ])
  })
})

describe('The check of a changed code', () => {
  const checkChange = (body: object) => daniel.send('POST', api('Locations', '/change-code/check'), body)

  it('names everything that hangs below', async () => {
    const { json } = await checkChange({ codes: ['CH', 'ZH'], newCode: 'ZUE' })
    expect(json).toMatchObject({ newCodes: ['CH', 'ZUE'], problems: [], item: { name: 'Zürich' } })
    expect(json.children.map(({ name }: { name: string }) => name)).toEqual(['Zürich', 'Winterthur'])
  })

  it.each<[string, string, string]>([
    ['a code that is taken', 'NI', 'already-there'],
    ['the code that it has', 'BY', 'already-there'],
    ['a hyphen', 'B-Y', '1014'],
    ['no code', ' ', '1014'],
  ])('%s is a problem', async (_, newCode, code) => {
    const { json } = await checkChange({ codes: ['DE', 'BY'], newCode })
    expect(json.problems).toMatchObject([{ row: 1, code }])
  })

  it('an item that is not there is not found', async () => {
    const answer = await checkChange({ codes: ['DE', 'XX'], newCode: 'YY' })
    expect(answer).toMatchObject({ status: 404, json: { code: 'not-found' } })
  })
})

describe('Files of any size', () => {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `Part ${index} of the north`,
      codes: [`P${index}`],
    }))

  it('100,000 rows are checked while others are served', async () => {
    const body = JSON.stringify({ operation: 'create', items: rowsOf(100_000) })
    let longest = 0
    let last = performance.now()
    const clock = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const { status, json } = await daniel.send('POST', api('Spare parts', '/check'), body)
    clearInterval(clock)
    expect(status).toBe(200)
    expect(json).toMatchObject({ rows: 100_000, difference: { add: 100_000 }, plan: { batches: 100 } })
    expect(longest).toBeLessThan(1_000)
  })

  it.each<[string, () => string]>([
    [
      'more than 200,000 rows',
      () => `{"operation":"create","items":[${'{"codes":["A"]},'.repeat(200_000)}{"codes":["A"]}]}`,
    ],
    ['more than 64 MB', () => `{"operation":"create","items":[{"codes":["${'x'.repeat(64_000_000)}"]}]}`],
  ])('%s are turned away as too large', async (_, body) => {
    const answer = await daniel.send('POST', api('Spare parts', '/check'), body())
    expect(answer).toMatchObject({ status: 413, json: { code: 'too-large' } })
  })

  const row = '{"name":"A \\"quoted\\" [name], {odd}","codes":["A"]}'
  it.each<[string, string, number]>([
    ['items first', `{"items":[${row}],"operation":"create"}`, 200],
    ['items last', `{"withChildren":true,"operation":"create", "items" : [ ${row} ] }`, 200],
    ['a key in another spelling', `{"operation":"create","it\\u0065ms":[${row}]}`, 200],
    ['no rows', '{"operation":"create","items":[]}', 200],
    ['no items at all', '{"operation":"create"}', 400],
    ['items that are no list', '{"operation":"create","items":{}}', 400],
    ['a comma too many', `{"operation":"create","items":[${row},]}`, 400],
    ['a comma at the start', `{"operation":"create","items":[,${row}]}`, 400],
    ['an end that is missing', `{"operation":"create","items":[${row}`, 400],
    ['brackets that cross', `{"operation":"create","items":[{"codes":["A"}]]}`, 400],
    ['an operation that is none', `{"operation":"wipe","items":[${row}]}`, 400],
    ['text that follows', `{"operation":"create","items":[${row}]} and more`, 400],
  ])('a body with %s', async (_, body, status) => {
    expect((await daniel.send('POST', api('Spare parts', '/check'), body)).status).toBe(status)
  })

  it('a row that cannot be read is named by its place', async () => {
    const items = [...rowsOf(3), { codes: 'A' }]
    const answer = await check('Spare parts', { operation: 'create', items })
    expect(answer).toMatchObject({ status: 400, json: { fields: { 'items.3.codes': expect.any(String) } } })
  })
})

describe('A batch of a thousand rows of which Concur names ten failures', () => {
  it.each<[ListBatchType, string]>([
    ['create', '2001'],
    ['update', '2002'],
    ['delete', '2003'],
  ])('%s: every one of a hundred is named', async (type, code) => {
    const concur = desk.app.concurFor({ id: (await daniel.get('/api/me')).json.id }, 'job')
    const list = await getList(concur, listId('Event codes'))
    desk.sandbox.store.rowFaults.add({ match: { type, codes: '7$' }, code: undefined })
    const rows = Array.from(
      { length: 1000 },
      (_, index): BatchRow => ({
        row: index + 1,
        item: { name: `${type} ${index}`, codes: [`${type === 'delete' ? 'update' : type}${index}`] },
      }),
    )
    const items = (some: readonly BatchRow[]) => some.map(({ item }) => item)
    if (type === 'update') await postListBatch(concur, list, 'create', items(rows))

    const before = callsSince(0).length
    const ends: BatchRowEnd[] = []
    await nameFailures(type, rows, await postListBatch(concur, list, type, items(rows)), {
      post: (some) => postListBatch(concur, list, type, items(some)),
      exists: findRowsIn(concur, list.id),
      onEnds: (told) => void ends.push(...told),
    })
    const failed = ends.filter((end) => end.outcome === 'refused' && end.code === code)
    expect(failed.map(({ row }) => row - 1).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index * 10 + 7),
    )
    expect(ends.filter(({ outcome }) => outcome === 'done')).toHaveLength(900)
    expect(callsSince(before).length).toBeLessThanOrEqual(12)
  })
})
