import { expect, test } from 'vitest'
import { filteredRows, type TreeRow, treeRows } from '#components/lists/tree-rows.ts'
import { branchesOf, EUROPE, readBranches } from './list-items.ts'

const written = (rows: readonly TreeRow[]) =>
  rows.map((row) => {
    const { level, open, position, siblings } = row.branch
    const mark = open === undefined ? ' ' : open ? '-' : '+'
    const text = row.kind === 'item' ? row.item.name : `(${row.kind})`
    return `${'.'.repeat(level - 1)}${mark}${text} ${position}/${siblings}`
  })

test('Only open branches show what hangs below, each row with its place among its siblings', () => {
  expect(written(treeRows(new Set(), readBranches))).toEqual(['+Europe 1/2', '+Asia 2/2'])
  expect(written(treeRows(new Set(['EU', 'EU-IT']), readBranches))).toEqual([
    '-Europe 1/2',
    '.-Italy 1/2',
    '.. Milano 1/1',
    '.+Portugal 2/2',
    '+Asia 2/2',
  ])
})

test('An open branch says that it is being read, that it could not be read, or that nothing is below', () => {
  const open = new Set(['AS', 'EU', 'EU-PT'])
  const branches = new Map([...readBranches, ...branchesOf({ 'EU-PT': [] })])
  expect(written(treeRows(open, branches))).toContain('.. (empty) 1/1')
  expect(written(treeRows(open, branches))).toContain('. (reading) 1/1')
  const failed = new Map([...branches, ['AS', { items: undefined, failed: true }] as const])
  expect(written(treeRows(open, failed))).toContain('. (problem) 1/1')
})

test('A list that is still being read has no rows, and neither has one without items', () => {
  expect(treeRows(new Set(), new Map())).toEqual([])
  expect(treeRows(new Set(), branchesOf({ '': [] }))).toEqual([])
})

test('A filter finds names and codes in what was read, below what they hang under', () => {
  expect(written(filteredRows(' MIL ', readBranches))).toEqual([
    '-Europe 1/2',
    '.-Italy 1/2',
    '.. Milano 1/1',
  ])
  expect(written(filteredRows('pt', readBranches))).toEqual(['-Europe 1/2', '.+Portugal 2/2'])
  expect(written(filteredRows('as', readBranches))).toEqual(['+Asia 2/2'])
})

test('A filter looks at the code of the item’s own level, not at those above', () => {
  expect(written(filteredRows('eu', readBranches))).toEqual(['+Europe 1/2'])
  expect(written(filteredRows('20', readBranches)).at(-1)).toBe('.. Milano 1/1')
})

test('A parent says how many hang right below it once they were read', () => {
  const [europe, asia] = treeRows(new Set(), readBranches)
  expect(europe).toMatchObject({ item: EUROPE, below: 2 })
  expect(asia).toMatchObject({ below: undefined })
})
