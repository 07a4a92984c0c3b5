import { describe, expect, it } from 'vitest'
import type { ListOperation, ListRow } from '#lib/contracts/lists.ts'
import { findChangedCodes } from '#lib/lists/changed-codes.ts'
import { checkRows } from '#lib/lists/check-rows.ts'
import { applyItemRules } from '#lib/lists/item-rules.ts'
import { createSnapshot, type ListSnapshot } from '#lib/lists/list-snapshot.ts'
import { planBatches } from '#lib/lists/plan-batches.ts'

/** A list of two levels, as far as it was read. */
function drinksAndFood(): ListSnapshot {
  const snapshot = createSnapshot()
  const items = (names: Record<string, string>) =>
    Object.entries(names).map(([path, name]) => ({ name, codes: path.split('/') }))
  snapshot.add([], items({ DRINKS: 'Beverages', FOOD: 'Meals', '00203': 'Other' }))
  snapshot.add(['DRINKS'], items({ 'DRINKS/ALC': 'Alcoholic', 'DRINKS/NALC': 'Non-alcoholic' }))
  snapshot.add(['FOOD'], items({ 'FOOD/BRD': 'Bread' }))
  snapshot.add(['00203'], [])
  return snapshot
}

type Row = [codes: string, name?: string, more?: Partial<ListRow>]

async function check(
  operation: ListOperation,
  rows: Row[],
  withChildren = false,
  snapshot = drinksAndFood(),
) {
  const ruled = rows.map(([codes, name = 'New', more]) =>
    applyItemRules({ name, codes: codes.split('/'), ...more }, operation, 2),
  )
  return checkRows({ operation, rows: ruled, snapshot, withChildren })
}

const dated = { startDate: '2026-01-01', endDate: '2026-12-31' }

describe('What a row would do', () => {
  it.each<[ListOperation, Row, string]>([
    ['create', ['TOOLS'], 'add'],
    ['create', ['DRINKS/JUICE'], 'add'],
    ['create', ['FOOD'], 'already-there'],
    ['create', ['TOOLS/SAW'], '2007'],
    ['update', ['FOOD', 'Food'], 'rename'],
    ['update', ['FOOD', 'Meals', dated], 'redate'],
    ['update', ['FOOD', 'Meals'], 'unchanged'],
    ['update', ['TOOLS'], 'not-in-list'],
    ['update', ['TOOLS/SAW'], 'not-in-list'],
    ['update', ['food', 'Food'], 'not-in-list'],
    ['merge', ['TOOLS'], 'add'],
    ['merge', ['FOOD', 'Food'], 'rename'],
    ['merge', ['FOOD', 'Food', dated], 'rename'],
    ['merge', ['FOOD', 'Meals', dated], 'redate'],
    ['merge', ['FOOD', 'Meals'], 'unchanged'],
    ['merge', ['TOOLS/SAW'], '2007'],
    ['delete', ['DRINKS/ALC'], 'remove'],
    ['delete', ['00203'], 'remove'],
    ['delete', ['TOOLS'], 'not-in-list'],
    ['delete', ['FOOD'], 'has-children'],
  ])('%s %j: %s', async (operation, row, expected) => {
    const [checked] = await check(operation, [row])
    expect(checked?.problems[0]?.code ?? checked?.does).toBe(expected)
  })

  it('a rename says the name that the list holds today', async () => {
    const [checked] = await check('merge', [['FOOD', 'Food']])
    expect(checked).toMatchObject({ does: 'rename', from: 'Meals', item: { name: 'Food' } })
  })
})

describe('Rows of one file know each other', () => {
  it('a parent may come after its child', async () => {
    const rows = await check('create', [['TOOLS/SAW'], ['TOOLS']])
    expect(rows.map(({ does }) => does)).toEqual(['add', 'add'])
    expect(planBatches(rows).map((batch) => batch.rows.map(({ row }) => row))).toEqual([[2, 1]])
  })

  it('a parent with a problem of its own keeps its children back, and is named', async () => {
    const rows = await check('create', [['TOOLS', ''], ['TOOLS/SAW']])
    expect(rows[1]?.problems).toEqual([
      {
        row: 2,
        code: '2007',
        field: 'codes[0]',
        message: 'Its parent TOOLS is row 1, which cannot be added itself.',
        advice: 'Correct row 1 first.',
      },
    ])
  })

  it('the second row with the same codes names the first', async () => {
    const rows = await check('merge', [['FOOD', 'Food'], ['TOOLS'], ['FOOD', 'Meals']])
    expect(rows.map(({ does }) => does)).toEqual(['rename', 'add', 'problem'])
    expect(rows[2]?.problems[0]).toMatchObject({
      code: 'duplicate-in-file',
      message: 'Row 1 has the same codes.',
    })
  })

  it('an item goes with its children when all of them are in the file', async () => {
    const rows = await check('delete', [['DRINKS'], ['DRINKS/ALC'], ['DRINKS/NALC']])
    expect(rows.map(({ does }) => does)).toEqual(['remove', 'remove', 'remove'])
    expect(planBatches(rows).map((batch) => batch.rows.map(({ row }) => row))).toEqual([[2, 3, 1]])
  })

  it('children that would stay are counted and named', async () => {
    const [row] = await check('delete', [['DRINKS']])
    expect(row?.problems[0]).toMatchObject({
      code: 'has-children',
      message: 'DRINKS / ALC “Alcoholic” and 1 more would stay below it.',
    })
    expect((await check('delete', [['DRINKS']], true))[0]?.does).toBe('remove')
  })
})

describe('What was meant', () => {
  it.each<[ListOperation, string, string]>([
    ['update', 'food', 'Write FOOD'],
    ['update', '203', 'Write 00203'],
    ['update', 'DRNKS', 'Write DRINKS'],
    ['create', 'Drinks/COLA', 'Write DRINKS'],
    ['delete', 'DRINKS/NACL', 'Write NALC'],
    ['update', '204', 'Write the code anew, or leave the row out.'],
    ['create', 'TOOLS/SAW', 'Add a row for the parent, or write its code anew.'],
  ])('%s %s: %s', async (operation, codes, advice) => {
    const [row] = await check(operation, [[codes]])
    expect(row?.problems[0]?.advice).toBe(advice)
  })

  it('an added row that looks like an item under another code is pointed out', async () => {
    const snapshot = drinksAndFood()
    const rows = await check('merge', [
      ['DRINKS/ALCO', 'alcoholic'],
      ['FOOD/BRD', 'Bread'],
      ['FOOD/BRD2', 'Bread'],
    ])
    expect(await findChangedCodes(rows, snapshot)).toEqual([
      { row: 1, name: 'alcoholic', from: ['DRINKS', 'ALC'], to: ['DRINKS', 'ALCO'] },
    ])
  })
})

describe('The plan', () => {
  it('adds parents before children, then updates, in batches of one operation', async () => {
    const rows = await check('merge', [
      ['TOOLS/SAW'],
      ['FOOD', 'Food'],
      ['TOOLS'],
      ['FOOD/BRD', 'Bread'],
      ['FOOD/CHS'],
      ['NOWHERE/X'],
    ])
    expect(planBatches(rows, 2).map(({ type, rows }) => [type, ...rows.map(({ row }) => row)])).toEqual([
      ['create', 3, 1],
      ['create', 5],
      ['update', 2],
    ])
  })
})

it('100,000 rows are checked within seconds, and others have their turn meanwhile', async () => {
  const snapshot = createSnapshot()
  const codeOf = (index: number) => `C${index}`
  snapshot.add(
    [],
    Array.from({ length: 50_000 }, (_, index) => ({ name: `Item ${index}`, codes: [codeOf(index)] })),
  )
  const rows = Array.from({ length: 100_000 }, (_, index) =>
    applyItemRules({ name: `Item ${index}`, codes: [codeOf(index)] }, 'merge', 1),
  )
  let turns = 0
  const others = setInterval(() => (turns += 1), 1)
  const started = performance.now()
  const checked = await checkRows({ operation: 'merge', rows, snapshot })
  clearInterval(others)
  expect(checked.filter(({ does }) => does === 'add')).toHaveLength(50_000)
  expect(turns).toBeGreaterThan(3)
  expect(performance.now() - started).toBeLessThan(5_000)
})
