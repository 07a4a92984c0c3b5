import { expect, test } from 'vitest'
import { afterDelete, itemAt, itemsAt, parentsFor, topmost } from '#components/lists/tree-places.ts'
import { treeRows } from '#components/lists/tree-rows.ts'
import { EUROPE, ITALY, MILANO, PORTUGAL, readBranches } from './list-items.ts'

const rows = treeRows(new Set(['EU', 'EU-IT', 'AS']), readBranches)

test('An item is found by its key in what was read', () => {
  expect(itemAt(readBranches, 'EU-IT-20')).toBe(MILANO)
  expect(itemAt(readBranches, 'AS-JP')).toBeUndefined()
})

test('Many items are found at once, and what is gone meanwhile is left out', () => {
  expect(itemsAt(readBranches, ['EU-IT-20', 'EU', 'EU-XX', 'EU-PT'])).toEqual([MILANO, EUROPE, PORTUGAL])
})

test.each([
  ['a leaf: beside it or higher up', MILANO, ['EU-IT', 'EU', '']],
  ['a parent: below it or higher up', ITALY, ['EU-IT', 'EU', '']],
  ['level 1', EUROPE, ['EU', '']],
  ['nothing', undefined, ['']],
])('Where an item can be added, seen from %s', (_, item, expected) => {
  expect(parentsFor(readBranches, item).map(({ key }) => key)).toEqual(expected)
})

test('What goes with its parent is not deleted a second time', () => {
  expect(topmost(new Set(['EU-IT', 'EU', 'AS', 'EU-IT-20']))).toEqual(['EU', 'AS'])
})

test.each([
  ['the next one', ['EU-IT'], 'EU-PT'],
  ['the next that stays', ['EU-IT', 'EU-PT'], 'AS'],
  ['the one before, at the end', ['AS'], 'EU-PT'],
  ['nothing, when nothing stays', ['EU', 'AS'], null],
])('After a delete one stands on %s', (_, gone, expected) => {
  expect(afterDelete(rows, gone)).toBe(expected)
})
