import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { itemsCsv } from '#components/lists/items-csv.ts'
import { EUROPE, itemOf, MILANO } from './list-items.ts'

const list = { levels: 3 }

test('An export has the columns of an import, with the codes of every level and no dates', () => {
  expect(parse(itemsCsv(list, [EUROPE, MILANO]))).toEqual([
    ['Name', 'Level 1 code', 'Level 2 code', 'Level 3 code', 'Start date', 'End date'],
    ['Europe', 'EU', '', '', '', ''],
    ['Milano', 'EU', 'IT', '20', '', ''],
  ])
})

test('Names with commas, quotes and line ends come back as they are', () => {
  const name = 'Smith, "Bob"\r\nand sons; ltd'
  expect(parse(itemsCsv(list, [itemOf(name, '00123')]))[1]?.slice(0, 2)).toEqual([name, '00123'])
})

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+cmd|calc', "'+cmd|calc"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  ['-5.20', '-5.20'],
  ['a=1', 'a=1'],
])('A spreadsheet reads %j as a text or a number, never as a formula', (name, expected) => {
  expect(parse(itemsCsv(list, [itemOf(name, 'X')]))[1]?.[0]).toBe(expected)
})
