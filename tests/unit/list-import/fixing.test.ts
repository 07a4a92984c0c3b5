import { describe, expect, it } from 'vitest'
import { alikeRows } from '../../../components/lists/import/alike-rows.ts'
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

describe('what mends one row mends those that are alike', () => {
  const item = (path: string, name = 'N'): ListRow => ({ name, codes: path.split('/') })
  const items = new Map([
    [1, item('EU/PTX/1')],
    [2, item('EU/PTX/2')],
    [3, item('EU/PTX')],
    [4, item('US/PTX/1')],
    [5, item('EU/PTY/1')],
    [6, item('EU/PTX/9')],
    [7, item('EU/PTX/7')],
  ])
  const problem = (row: number, code = '2007', field = 'codes[1]'): CheckProblem => ({
    row,
    code,
    field,
    message: '',
    advice: '',
  })
  const problems = [
    problem(1),
    problem(2),
    problem(3),
    problem(4),
    problem(5),
    problem(6, '1014'),
    problem(7),
  ]
  const answer = { ...emptyAnswer(), problems }

  it('the same problem in the same value below the same codes', () => {
    const mended = { problem: problem(1), before: item('EU/PTX/1'), after: item('EU/PT/1') }
    const edits = new Map([
      [1, item('EU/PT/1')],
      [7, item('EU/PTX/8')],
    ])
    expect([...alikeRows(mended, { answer, items }, edits)]).toEqual([
      [2, item('EU/PT/2')],
      [3, item('EU/PT')],
    ])
  })

  it('names are alike by themselves', () => {
    const named = new Map([
      [1, item('A', '#REF!')],
      [2, item('B', '#REF!')],
      [3, item('C', 'x')],
    ])
    const wrong = [1, 2, 3].map((row) => problem(row, '1004', 'name'))
    const mended = {
      problem: problem(1, '1004', 'name'),
      before: item('A', '#REF!'),
      after: item('A', 'Name'),
    }
    expect([
      ...alikeRows(mended, { answer: { ...answer, problems: wrong }, items: named }, new Map()),
    ]).toEqual([[2, item('B', 'Name')]])
  })

  it('doubles are each their own matter', () => {
    const doubles = [problem(1, 'duplicate-in-file', 'codes'), problem(2, 'duplicate-in-file', 'codes')]
    const mended = { problem: problem(1, 'duplicate-in-file', 'codes'), before: item('A'), after: item('B') }
    const same = new Map([
      [1, item('A')],
      [2, item('A')],
    ])
    expect(alikeRows(mended, { answer: { ...answer, problems: doubles }, items: same }, new Map()).size).toBe(
      0,
    )
  })

  function emptyAnswer() {
    return {
      rows: 7,
      problems: [],
      problemCount: 7,
      rowsWithProblems: 7,
      difference: { add: 0, rename: 0, redate: 0, unchanged: 0, remove: 0 },
      examples: { add: [], rename: [], redate: [], remove: [] },
      changedCodes: [],
      plan: { rows: 0, batches: 0 },
    }
  }
})
