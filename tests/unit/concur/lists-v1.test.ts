import { describe, expect, it } from 'vitest'
import {
  BATCH_LIMIT,
  type ConcurList,
  getList,
  type ListBatchItem,
  type ListBatchType,
  listItems,
  listLists,
  postListBatch,
} from '../../../lib/concur/lists-v1.ts'
import { readXml, type XmlElement } from '../../../lib/concur/xml.ts'
import { answer, bytesOf, clientTo, listen, printed } from './listen.ts'

const namespace = 'http://www.concursolutions.com/api/expense/list/2010/02'
const widgets: ConcurList = {
  id: 'I8pq1l$rdSmdrEW23deOjPjyr4Wso0Wq$a',
  name: 'Widget List',
  levels: 1,
  isVendor: false,
  batchPath: 'direct',
}

describe('reading lists', () => {
  it('the printed lists are read, with their ids out of the links', async () => {
    const { origin, heard } = await listen(answer(200, printed('lists')))
    expect(await listLists(clientTo(origin))).toEqual([
      widgets,
      {
        id: 'jUwq11frTd$sweNd7s6s8O0fYi$piWwato',
        name: 'Organization List',
        levels: 4,
        isVendor: false,
        batchPath: 'direct',
      },
      {
        id: '4q2Hy86r45Klls$pseQEhNpz8Oxal7ytRe',
        name: 'Airlines',
        levels: 1,
        isVendor: true,
        batchPath: 'direct',
      },
    ])
    expect(heard[0]).toMatchObject({
      method: 'GET',
      url: '/api/expense/list/v1.0/',
      headers: { accept: 'application/xml' },
    })
  })

  it('a company without lists has none', async () => {
    const { origin } = await listen(answer(200, `<lists xmlns="${namespace}"/>`))
    expect(await listLists(clientTo(origin))).toEqual([])
  })

  it('the printed list is read by its id', async () => {
    const { origin, heard } = await listen(answer(200, printed('list')))
    expect(await getList(clientTo(origin), 'nqd1Yesa$KhCW!')).toEqual({
      id: 'nqd1YesaKhCWCFIhY8JeBJYf2UGdpwJ2r',
      name: 'Travel Agents',
      levels: 1,
      isVendor: true,
      batchPath: 'direct',
    })
    expect(heard[0]?.url).toBe('/api/expense/list/v1.0/nqd1Yesa%24KhCW!')
  })

  it.each(['', '..', 'a/b', 'a?b'])('%j cannot be a list and is not asked for', async (id) => {
    const { origin, heard } = await listen(answer(200, printed('list')))
    await expect(getList(clientTo(origin), id)).rejects.toThrow('This is not a listId of Concur.')
    await expect(listItems(clientTo(origin), id, {})).rejects.toThrow('This is not a listId of Concur.')
    expect(heard).toEqual([])
  })

  const legacy = 'https://www.concursolutions.com/api/expense/list/v1.0'

  it.each([
    ['the bare id', '<id>uiT738IE$</id>', 'direct'],
    ['the batch link alone', `<batch-link>${legacy}/list/uiT738IE$/batch</batch-link>`, 'list'],
    ['a batch link with its type', `<batch-link>${legacy}/list/uiT738IE$/batch?type=</batch-link>`, 'list'],
    ['the items link alone', `<items-link>${legacy}/uiT738IE$/items/</items-link>`, 'direct'],
    ['links to another host', '<id>https://evil.example/uiT738IE$</id>', 'direct'],
    ['an id that is nil', `<i:id i:nil="true"/><i:batch-link>/uiT738IE$/batch</i:batch-link>`, 'direct'],
  ])('%s names the list', async (_, links, batchPath) => {
    const body = `<i:list xmlns:i="x"><i:levels>3</i:levels><i:name>A &amp; B</i:name>${links}</i:list>`
    const { origin } = await listen(answer(200, body))
    expect(await getList(clientTo(origin), 'x')).toEqual({
      id: 'uiT738IE$',
      name: 'A & B',
      levels: 3,
      isVendor: false,
      batchPath,
    })
  })
})

describe('reading list items', () => {
  it('the printed items are those of level 1', async () => {
    const { origin, heard } = await listen(answer(200, printed('list-items')))
    expect(await listItems(clientTo(origin), 'jUwq11frTd$s', {})).toEqual([
      { name: 'United States', codes: ['US'] },
      { name: 'United Kingdom', codes: ['UK'] },
      { name: 'Canada', codes: ['CA'] },
      { name: 'Mexico', codes: ['MX'] },
    ])
    expect(heard[0]?.url).toBe('/api/expense/list/v1.0/jUwq11frTd%24s/items')
  })

  it('a parent is named level by level, and nothing in it escapes the query', async () => {
    const { origin, heard } = await listen(answer(200, '<list-items/>'))
    await listItems(clientTo(origin), 'a', { parentCodes: ['R&D=1', '00 12/#'], filter: 'Uni?ted' })
    expect(heard[0]?.url).toBe(
      '/api/expense/list/v1.0/a/items?parentCode=R%26D%3D1&parentCode=00+12%2F%23&filter=Uni%3Fted',
    )
  })

  it.each([
    ['one item', '<level1code>00123</level1code>', ['00123']],
    ['three levels', codes('EU', 'IT', '203'), ['EU', 'IT', '203']],
    ['ten levels', codes(...'ABCDEFGHIJ'), [...'ABCDEFGHIJ']],
    ['levels in any order', '<level2code>IT</level2code><level1code>EU</level1code>', ['EU', 'IT']],
    ['a level that is nil', '<level1code>EU</level1code><level2code i:nil="true"/>', ['EU']],
    ['spaces that belong to it', '<level1code> EU</level1code>', [' EU']],
  ])('%s keeps its codes as text', async (_, item, expected) => {
    const body = `<list-items xmlns:i="x"><list-item><name>N</name>${item}</list-item></list-items>`
    const { origin } = await listen(answer(200, body))
    expect(await listItems(clientTo(origin), 'a', {})).toEqual([{ name: 'N', codes: expected }])
  })

  it.each([
    ['<list-items/>'],
    ['<list-items></list-items>'],
    [`<i:list-items xmlns:i="${namespace}">\n</i:list-items>`],
  ])('%s holds no items', async (body) => {
    const { origin } = await listen(answer(200, body))
    expect(await listItems(clientTo(origin), 'a', {})).toEqual([])
  })

  it.each([
    ['an HTML page', '<!DOCTYPE html><html>Sign in</html>'],
    ['nothing', ''],
    ['half an answer', printed('list-items').slice(0, 400)],
    ['another root', printed('lists')],
    ['rows of another kind', '<list-items><item/></list-items>'],
    ['words instead of rows', '<list-items>none</list-items>'],
    ['an item without a code', '<list-items><list-item><name>N</name></list-item></list-items>'],
    [
      'an item that skips a level',
      '<list-items><list-item><level1code>A</level1code><level3code>C</level3code></list-item></list-items>',
    ],
  ])('%s in a 200 is malformed, never an empty list', async (_, body) => {
    const { origin } = await listen(answer(200, body, { 'concur-correlationid': 'c-1' }))
    await expect(listItems(clientTo(origin), 'a', {})).rejects.toMatchObject({
      name: 'ConcurMalformed',
      operation: 'list items of a list',
      sent: 'no',
      correlationId: 'c-1',
    })
  })

  it.each([
    ['another root', printed('list')],
    ['a list without an id', '<lists><list><levels>1</levels></list></lists>'],
    ['an id that is none', '<lists><list><id>a b</id><levels>1</levels></list></lists>'],
    ['a list without levels', '<lists><list><id>a</id></list></lists>'],
  ])('%s makes the lists malformed', async (_, body) => {
    const { origin } = await listen(answer(200, body))
    await expect(listLists(clientTo(origin))).rejects.toMatchObject({ name: 'ConcurMalformed' })
  })
})

describe('list batches', () => {
  const wheel = { name: 'Wheel', codes: ['WH'], startDate: '2010-04-01', endDate: '2010-09-30' }
  const drinks = ['Beverages:DRINKS', 'Meal:FOOD', 'Non-Alcoholic:DRINKS/NALC', 'Alcoholic:DRINKS/ALC']
  const below = [
    'Soft drinks:DRINKS/NALC/SODA',
    'Juices:DRINKS/NALC/JUICE',
    'Apple Juice:DRINKS/NALC/JUICE/APL',
    'Coca-Cola or Pepsi:DRINKS/NALC/SODA/COLA',
  ]
  const levels = [...drinks, ...below].map((text) => {
    const [name = '', path = ''] = text.split(':')
    return { name, codes: path.split('/') }
  })
  const dates = { startDate: '2012-06-15', endDate: '2012-12-31' }

  it.each<[ListBatchType, string, ListBatchItem[], string]>([
    ['create', 'list-batch-create', [{ ...wheel, name: 'Spool', codes: ['SL'] }, wheel], 'create'],
    ['create', 'list-batch-create-levels', levels, 'create'],
    [
      'update',
      'list-batch-update',
      [
        { name: 'Sprocket, Large ', codes: ['SP'], ...dates },
        { name: 'Bushing, vulcanized inner sleeve', codes: ['BU'], ...dates },
      ],
      'update',
    ],
    ['delete', 'list-batch-delete', [{ codes: ['BU'] }, { codes: ['WH'], ...dates }], 'delete'],
  ])('a batch to %s posts what is printed as %s', async (type, request, items, reply) => {
    const { origin, heard } = await listen(
      answer(200, printed(`list-batch-${reply}-answer`), { 'concur-correlationid': 'c-1' }),
    )
    const result = await postListBatch(clientTo(origin), widgets, type, items)
    expect(tree(heard[0]?.body)).toEqual(tree(printed(request)))
    expect(heard[0]?.body).toContain(`<list-item-batch xmlns="${namespace}">`)
    expect(heard[0]).toMatchObject({
      method: 'POST',
      url: `/api/expense/list/v1.0/I8pq1l%24rdSmdrEW23deOjPjyr4Wso0Wq%24a/batch?type=${type}`,
      headers: {
        'content-type': 'application/xml',
        'content-length': String(Buffer.byteLength(heard[0]?.body ?? '')),
      },
    })
    expect(result).toEqual({
      succeeded: reply === 'create' ? 8 : 2,
      failed: 0,
      errors: [],
      correlationId: 'c-1',
    })
  })

  it('a list whose batch link says so gets its batch at the other path', async () => {
    const { origin, heard } = await listen(answer(200, result(1, 0)))
    await postListBatch(clientTo(origin), { ...widgets, id: 'a', batchPath: 'list' }, 'create', [wheel])
    expect(heard[0]?.url).toBe('/api/expense/list/v1.0/list/a/batch?type=create')
  })

  it('the printed failure names its item', async () => {
    const { origin } = await listen(answer(200, printed('list-batch-failure')))
    expect(await postListBatch(clientTo(origin), widgets, 'update', [wheel, wheel])).toEqual({
      succeeded: 1,
      failed: 1,
      errors: [{ code: '1', itemCode: 'BU', message: 'List item name is too long' }],
    })
  })

  it('ten errors of a thousand keep their order and their zeros', async () => {
    const errors = Array.from(
      { length: 10 },
      (_, at) =>
        `<error><code>2004</code><list-item-code>00${at}</list-item-code><message>m</message></error>`,
    )
    const { origin } = await listen(answer(200, result(963, 37, `<errors>${errors.join('')}</errors>`)))
    const said = await postListBatch(clientTo(origin), widgets, 'create', Array(BATCH_LIMIT).fill(wheel))
    expect(said).toMatchObject({ succeeded: 963, failed: 37 })
    expect(said.errors.map((error) => error.itemCode)).toEqual([...'0123456789'].map((digit) => `00${digit}`))
  })

  it.each([
    ['errors that are nil', '<errors i:nil="true"/>', []],
    ['an error that says nothing', '<errors><error/></errors>', [{ code: '', itemCode: '', message: '' }]],
    [
      'an item that is nil',
      '<errors><error><code> 1001 </code><list-item-code i:nil="true"/><message>m</message></error></errors>',
      [{ code: '1001', itemCode: '', message: 'm' }],
    ],
  ])('%s can be read', async (_, errors, expected) => {
    const { origin } = await listen(answer(200, result(0, 1, errors)))
    expect((await postListBatch(clientTo(origin), widgets, 'create', [wheel])).errors).toEqual(expected)
  })

  it('a value that looks like XML stays a value', async () => {
    const { origin, heard } = await listen(answer(200, result(1, 0)))
    const item = { name: '</name><level1code>X</level1code> & "q"', codes: ['<A>', '00123', ''] }
    await postListBatch(clientTo(origin), widgets, 'update', [item])
    expect(tree(heard[0]?.body)).toEqual([
      'list-item-batch',
      [
        [
          'list-item',
          [
            ['name', item.name],
            ['level1code', '<A>'],
            ['level2code', '00123'],
            ['level3code', ''],
          ],
        ],
      ],
    ])
  })

  it.each([
    ['an HTML page', '<html>busy</html>'],
    ['nothing', ''],
    ['half an answer', printed('list-batch-failure').slice(0, 300)],
    ['another root', '<Error><Message>x</Message></Error>'],
    ['no counts', '<list-item-batch-result/>'],
    ['one count', '<list-item-batch-result><records-failed>0</records-failed></list-item-batch-result>'],
    ['a count that is nil', result(1, 0).replace('records-failed>', 'records-failed i:nil="true">')],
    ['a negative count', result(-1, 0)],
    ['a broken count', result(0.5, 0)],
    ['a worded count', result('all', 0)],
  ])('%s after a batch leaves it open, and it is not sent again', async (_, body) => {
    const { origin, heard } = await listen(answer(200, body, { 'concur-correlationid': 'c-1' }))
    await expect(postListBatch(clientTo(origin, 'job'), widgets, 'create', [wheel])).rejects.toMatchObject({
      name: 'ConcurMalformed',
      operation: 'create list items',
      sent: 'maybe',
      httpStatus: 200,
      correlationId: 'c-1',
    })
    expect(heard).toHaveLength(1)
  })

  it.each([
    ['a server that breaks', 500, 'ConcurUnavailable', 'maybe', 1],
    ['a gateway that gave up', 504, 'ConcurTimeout', 'maybe', 1],
    ['a role that is missing', 403, 'ConcurForbidden', 'no', 1],
    ['a call too many', 429, 'ConcurBusy', 'no', 5],
  ])('%s is sent no more often than is safe', async (_, status, name, sent, calls) => {
    const { origin, heard } = await listen(answer(status, '<Error><Message>x</Message></Error>'))
    await expect(postListBatch(clientTo(origin, 'job'), widgets, 'update', [wheel])).rejects.toMatchObject({
      name,
      sent,
    })
    expect(heard).toHaveLength(calls)
  })

  it.each([0, BATCH_LIMIT + 1])('a batch of %i items is refused before it leaves', async (length) => {
    const { origin, heard } = await listen(answer(200, result(0, 0)))
    await expect(
      postListBatch(clientTo(origin), widgets, 'create', Array(length).fill(wheel)),
    ).rejects.toMatchObject({ name: 'ConcurRefused', sent: 'no' })
    expect(heard).toEqual([])
  })

  it('a name with a control character is refused before it leaves', async () => {
    const { origin, heard } = await listen(answer(200, result(0, 0)))
    await expect(
      postListBatch(clientTo(origin), widgets, 'create', [{ name: 'a\u0001', codes: ['A'] }]),
    ).rejects.toMatchObject({ name: 'XmlUnwritable', element: 'name' })
    expect(heard).toEqual([])
  })
})

function codes(...each: string[]): string {
  return each.map((code, at) => `<level${at + 1}code>${code}</level${at + 1}code>`).join('')
}

function result(succeeded: number | string, failed: number, errors = ''): string {
  return `<list-item-batch-result xmlns="${namespace}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><records-succeeded>${succeeded}</records-succeeded><records-failed>${failed}</records-failed>${errors}</list-item-batch-result>`
}

type Tree = [name: string, content: string | Tree[]]

/** Names, order and texts: what two documents must share to mean the same. */
function tree(body = ''): Tree {
  return branch(readXml(bytesOf(body)))
}

function branch({ name, text, children }: XmlElement): Tree {
  return [name, children.length > 0 ? children.map(branch) : text]
}
