import { expect, test } from 'vitest'
import type { TableBranch } from '#components/data-table/table-branch.ts'
import { treeStep } from '#components/data-table/tree-step.ts'

const at = (level: number, open?: boolean): TableBranch => ({ level, open, position: 1, siblings: 1 })
/** Europe is open and holds Italy, which is open and holds Milano, and Portugal, which is closed; Asia stands open and empty. */
const rows = [at(1, true), at(2, true), at(3), at(2, false), at(1, true)]

test.each([
  ['right', 'a closed branch', 3, 'ArrowRight', { open: true }],
  ['right', 'an open branch', 0, 'ArrowRight', { to: 1 }],
  ['right', 'an open branch without rows', 4, 'ArrowRight', undefined],
  ['right', 'a leaf', 2, 'ArrowRight', undefined],
  ['left', 'an open branch', 1, 'ArrowLeft', { open: false }],
  ['left', 'a leaf', 2, 'ArrowLeft', { to: 1 }],
  ['left', 'a closed branch', 3, 'ArrowLeft', { to: 0 }],
  ['down', 'any row', 0, 'ArrowDown', undefined],
])('The arrow to the %s on %s', (_, __, index, key, expected) => {
  expect(treeStep(key, index, rows, (row) => row)).toEqual(expected)
})

test('Left does nothing on a closed branch of level 1', () => {
  expect(treeStep('ArrowLeft', 0, [at(1, false)], (row) => row)).toBeUndefined()
})
