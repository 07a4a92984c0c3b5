import { expect, test } from 'vitest'
import { branchesTo, codesOf, isBelow, keyOf } from '#components/lists/item-key.ts'

test.each([[[]], [['EU']], [['EU', 'IT', '20']], [['a-b', 'c']], [['a,b', 'ü/ö', '100%', ' ']]])(
  'The codes %j come back out of their key',
  (codes) => {
    expect(codesOf(keyOf(codes))).toEqual(codes)
  },
)

test('Codes with hyphens are no other item’s path', () => {
  expect(keyOf(['a-b'])).not.toBe(keyOf(['a', 'b']))
})

test('A key that somebody cut short is still read', () => {
  expect(codesOf('EU-100%')).toEqual(['EU', '100%'])
})

test('The way to an item leads over everything above it', () => {
  expect(branchesTo('EU-IT-20')).toEqual(['EU', 'EU-IT', 'EU-IT-20'])
  expect(branchesTo('')).toEqual([])
})

test.each([
  ['EU-IT', 'EU', true],
  ['EU-IT-20', 'EU', true],
  ['EU', 'EU', false],
  ['EUR', 'EU', false],
  ['EU', '', true],
  ['', '', false],
])('Whether %j hangs below %j: %s', (key, above, expected) => {
  expect(isBelow(key, above)).toBe(expected)
})
