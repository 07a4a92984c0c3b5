import { describe, expect, it } from 'vitest'
import { problemsCsv, templateCsv } from '../../../components/lists/import/item-csv.ts'
import {
  editableField,
  fieldLabel,
  valueAt,
  withValue,
} from '../../../components/lists/import/problem-field.ts'
import { readTable } from '../../../components/lists/import/read-table.ts'
import { toCsv, withoutApostrophe } from '../../../lib/contracts/csv.ts'
import type { CheckProblem, ListRow } from '../../../lib/contracts/lists.ts'

describe('CSV that Clearance writes', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    [' kept ', '" kept "'],
    ['00123', '00123'],
    ['-12.50', '-12.50'],
    [-12.5, '-12.5'],
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+49 30 1', "'+49 30 1"],
    ['+49', '+49'],
    ['-cmd|x', "'-cmd|x"],
    ['@now', "'@now"],
    ['\tx', '"\'\tx"'],
    ['＝SUM(A1)', "'＝SUM(A1)"],
  ])('%j is written %j', (cell, written) => {
    expect(toCsv([[cell, 'x']])).toBe(`${written},x\r\n`)
  })

  it.each(['=SUM(A1)', '+49 30 1', '-cmd|x', '@now', "'s-Hertogenbosch", '-12', 'plain'])(
    '%s comes back as it was',
    (cell) => {
      expect(withoutApostrophe(toCsv([[cell]]).trimEnd())).toBe(cell)
    },
  )
})

describe('files for an import', () => {
  it('a template has the columns of the list, and a row for each level', () => {
    expect(templateCsv(2).split('\r\n')).toEqual([
      'Name,Level 1 code,Level 2 code,Start date,End date',
      'Example of level 1,CODE1,,,',
      'Example of level 2,CODE1,CODE2,,',
      '',
    ])
  })

  it('downloaded problems can be mended and imported again', async () => {
    const items = new Map<number, ListRow>([
      [2, { name: '=Milano', codes: ['EU', '20-3'], startDate: 'soon' }],
      [7, { name: '', codes: ['EU'] }],
    ])
    const problems: CheckProblem[] = [
      { row: 2, code: '1014', field: 'codes[1]', message: 'A hyphen.', advice: 'Write 203.' },
      { row: 2, code: '1023', field: 'startDate', message: 'No date.', advice: 'Write one.' },
      { row: 7, code: '1004', field: 'name', message: 'No name.', advice: '' },
    ]
    const csv = problemsCsv(problems, (row) => items.get(row), 2)
    expect((await readTable(new Blob(['\ufeff', csv]))).rows).toEqual([
      ['Name', 'Level 1 code', 'Level 2 code', 'Start date', 'End date', 'Row', 'Code', 'Message', 'Advice'],
      ['=Milano', 'EU', '20-3', 'soon', '', '2', '1014 1023', 'A hyphen. No date.', 'Write 203. Write one.'],
      ['', 'EU', '', '', '', '7', '1004', 'No name.'],
    ])
  })
})

describe('a problem is put right where it stands', () => {
  const row: ListRow = { name: 'Milano', codes: ['EU', 'IT', '20-3'], startDate: '2027-01-01' }

  it.each<[string, string, string, string, Partial<ListRow>]>([
    ['name', 'Name', 'Milano', ' Monza ', { name: 'Monza' }],
    ['codes[1]', 'Level 2 code', 'IT', 'PT', { codes: ['EU', 'PT', '20-3'] }],
    ['codes[2]', 'Level 3 code', '20-3', '203', { codes: ['EU', 'IT', '203'] }],
    ['codes[2]', 'Level 3 code', '20-3', '', { codes: ['EU', 'IT'] }],
    ['codes[1]', 'Level 2 code', 'IT', '', { codes: ['EU', '', '20-3'] }],
    ['codes[3]', 'Level 4 code', '', '9', { codes: ['EU', 'IT', '20-3', '9'] }],
    ['codes', 'Codes', '20-3', '204', { codes: ['EU', 'IT', '204'] }],
    ['startDate', 'Start date', '2027-01-01', '', { startDate: undefined }],
    ['endDate', 'End date', '', '2027-12-31', { endDate: '2027-12-31' }],
  ])('%s', (field, label, value, written, changed) => {
    const at = editableField(field, row)
    expect(fieldLabel(field, 4)).toBe(label)
    expect(valueAt(row, at)).toBe(value)
    expect(withValue(row, at, written)).toEqual({ ...row, ...changed })
  })

  it('a row without codes gets its first', () => {
    const empty: ListRow = { name: 'Milano', codes: [] }
    expect(withValue(empty, editableField('codes', empty), 'EU').codes).toEqual(['EU'])
  })
})
