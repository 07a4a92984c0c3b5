import { describe, expect, it } from 'vitest'
import { columnComplaints } from '../../../components/lists/import/column-complaints.ts'
import { type ColumnRole, roleLabel, rolesOf } from '../../../components/lists/import/column-role.ts'
import { type Columns, listRowReader } from '../../../components/lists/import/columns.ts'
import { guessColumns, hasHeader } from '../../../components/lists/import/guess-columns.ts'
import { plainWords } from '../../../components/lists/import/header-words.ts'
import type { TableSummary } from '../../../components/lists/import/import-messages.ts'
import { dayOrderOf, dayOrdersOf, readDay } from '../../../components/lists/import/read-day.ts'

const short: Record<string, ColumnRole> = {
  n: 'name',
  s: 'startDate',
  e: 'endDate',
  '-': 'skip',
  1: 'level1',
  2: 'level2',
  3: 'level3',
  4: 'level4',
}
const roles = (letters: string) => [...letters].map((letter) => short[letter] ?? 'skip')
const rowsOf = (...lines: string[]) => lines.map((line) => line.split(','))
const guess = (rows: string[][], levels: number) =>
  guessColumns(rows, Math.max(...rows.map((row) => row.length)), levels, hasHeader(rows))

describe('columns by their header', () => {
  it.each([
    ['Name,Level 1 code,Level 2 code,Start date,End date', 2, 'n12se'],
    ['name,level1code,level2code,level3code,start-date,end-date', 3, 'n123se'],
    ['Level1Code,Level2Code,ItemName', 2, '12n'],
    ['LEVEL_1,LEVEL_2,LEVEL_3,LEVEL_4,VALUE', 4, '1234n'],
    ['Code 1,Code 2,Description', 2, '12n'],
    ['Code,Name', 1, '1n'],
    ['Item Code,Item Name,Effective Date,Expiration Date', 1, '1nse'],
    ['Bezeichnung,Ebene 1,Ebene 2,Gültig ab,Gültig bis', 2, 'n12se'],
    ['Schlüssel;Bezeichnung'.replace(';', ','), 1, '1n'],
    ['Stufe 1 Code,Stufe 2 Code,Langtext,Startdatum,Enddatum', 2, '12nse'],
    ['Libellé,Niveau 1,Niveau 2,Date de début,Date de fin', 2, 'n12se'],
    ['Intitulé,Code niveau 1,Code niveau 2', 2, 'n12'],
    ['Parent code,Code,Name', 2, '12n'],
    ['Level 1 code,Level 2 code,Level 3 code,Name', 2, '12-n'],
    ['Name,Name,Code', 1, 'n-1'],
    ['Level 1 code,Name,row,code,message,advice', 1, '1n----'],
    ['Code,Name,Row,Code,Message,Advice', 1, '-n----'],
  ])('%s (%i levels)', (header, levels, expected) => {
    const rows = rowsOf(header, 'a,b,c,d,e,f')
    expect(hasHeader(rows)).toBe(true)
    expect(guess(rows, levels).slice(0, expected.length)).toEqual(roles(expected))
  })

  it('headers that only the company knows become the levels in their order', () => {
    expect(guess(rowsOf('Region,Country,Department,Name', 'EU,IT,203,Milano office'), 3)).toEqual(
      roles('123n'),
    )
  })

  it.each([
    ['Level_1-Code', 'level 1 code'],
    ['level1Code', 'level 1 code'],
    ['Gültig  ab:', 'gultig ab'],
    ['Größe', 'grosse'],
  ])('%s is read as "%s"', (header, words) => {
    expect(plainWords(header)).toBe(words)
  })
})

describe('columns without a header', () => {
  it.each<[string, string[], number, string]>([
    ['codes, then a name', ['EU,IT,203,Milano office', 'EU,IT,204,Monza'], 3, '123n'],
    ['a name, then its code', ['Milano office,203', 'Monza office,204'], 1, 'n1'],
    ['with dates', ['203,Milano,2027-01-01,2027-12-31'], 1, '1nse'],
    ['with dates of another country', ['203,Milano,01.01.2027,31.12.2027'], 1, '1nse'],
    ['codes alone', ['203', '204'], 1, '1'],
    ['a code that is a word of headers', ['ID,Indonesia', 'IN,India'], 1, '1n'],
    ['fewer columns than levels', ['EU,IT,Milano office'], 4, '12n'],
  ])('%s', (_, lines, levels, expected) => {
    const rows = rowsOf(...lines)
    expect(hasHeader(rows)).toBe(false)
    expect(guess(rows, levels)).toEqual(roles(expected))
  })
})

describe('dates', () => {
  it.each([
    ['2027-01-31', null, '2027-01-31'],
    ['2027-1-3', null, '2027-01-03'],
    ['2027/01/31', null, '2027-01-31'],
    ['2027-01-31T00:00:00', null, '2027-01-31'],
    ['2027-01-31 00:00:00', null, '2027-01-31'],
    ['31.01.2027', null, '2027-01-31'],
    ['1. 2. 2027', null, '2027-02-01'],
    ['1/2/2027', 'month-first', '2027-01-02'],
    ['1/2/2027', 'day-first', '2027-02-01'],
    ['31-01-2027', 'day-first', '2027-01-31'],
    ['1/2/2027 12:00:00 AM', 'month-first', '2027-01-02'],
    ['1/2/2027', null, '1/2/2027'],
    ['31/1/2027', 'month-first', '31/1/2027'],
    ['30.02.2027', null, '30.02.2027'],
    ['2027-02-30', null, '2027-02-30'],
    ['31.01.27', null, '31.01.27'],
    ['soon', null, 'soon'],
  ] as const)('%s (%s) is %s', (text, order, day) => {
    expect(readDay(text, order)).toBe(day)
  })

  it.each<[string[], ReturnType<typeof dayOrderOf>]>([
    [['2027-01-01', '', '31.12.2027'], null],
    [['1/2/2027', '13/2/2027'], 'day-first'],
    [['1/2/2027', '2/13/2027'], 'month-first'],
    [['1/2/2027', '3/4/2027'], 'ambiguous'],
    [['13/2/2027', '2/13/2027'], 'ambiguous'],
  ])('%j is %s', (cells, order) => {
    expect(dayOrderOf(cells)).toBe(order)
  })

  it('a column tells by all of its dates', () => {
    const rows = rowsOf('A,1/2/2027,3/4/2027', 'B,1/2/2027,13/4/2027')
    expect(dayOrdersOf(rows, 3)).toEqual([null, 'ambiguous', 'day-first'])
  })
})

describe('rows of the file as list items', () => {
  const read = (letters: string, cells: string, dayOrders = {}) =>
    listRowReader({ hasHeader: true, roles: roles(letters), dayOrders })(cells.split(','))

  it.each<[string, string, string, ReturnType<typeof read>]>([
    [
      'a whole row',
      '123nse',
      'EU,IT,00203,Milano,1.1.2027,2027-12-31',
      row('Milano', ['EU', 'IT', '00203'], '2027-01-01', '2027-12-31'),
    ],
    ['columns in another order', 'n21', 'Italy,IT,EU', row('Italy', ['EU', 'IT'])],
    ['a parent, whose deeper levels are empty', '123n', 'EU,,,Europe', row('Europe', ['EU'])],
    ['a level that is skipped', '123n', 'EU,,203,Milano', row('Milano', ['EU', '', '203'])],
    ['cells that are missing', '123nse', 'EU', row('', ['EU'])],
    ['no code at all', '12n', ',,Europe', row('Europe', [])],
    ['a date that is none', '1ns', 'EU,Europe,soon', row('Europe', ['EU'], 'soon')],
    ['columns that are left out', '-1-n', 'x,EU,y,Europe', row('Europe', ['EU'])],
  ])('%s', (_, letters, cells, expected) => {
    expect(read(letters, cells)).toEqual(expected)
  })

  it('each date column has its own order', () => {
    expect(read('1nse', 'EU,Europe,1/2/2027,1/2/2027', { 2: 'day-first', 3: 'month-first' })).toEqual(
      row('Europe', ['EU'], '2027-02-01', '2027-01-02'),
    )
  })

  function row(name: string, codes: string[], startDate?: string, endDate?: string) {
    return { name, codes, startDate, endDate }
  }
})

describe('what is missing before the check', () => {
  it.each([
    ['12n', 'merge', 3, []],
    ['12', 'delete', 3, []],
    ['n', 'merge', 1, ['Choose the column that holds the code.']],
    ['1-', 'create', 2, ['Choose the column that holds the name.']],
    ['13n', 'update', 3, ['Choose the column that holds the level 2 code.']],
    [
      '--',
      'merge',
      2,
      ['Choose the column that holds the level 1 code.', 'Choose the column that holds the name.'],
    ],
    ['1ns', 'merge', 1, ['Concur takes start and end dates in pairs: choose both columns, or neither.']],
    ['1s', 'delete', 1, []],
  ] as const)('%s to %s %i levels', (letters, operation, levels, complaints) => {
    const columns = { hasHeader: true, roles: roles(letters), dayOrders: {} }
    const table = { dayOrders: [], rowCount: 2 }
    expect(columnComplaints(columns, { table, operation, levels })).toEqual(complaints)
  })

  it.each<[string, Columns['dayOrders'], string[]]>([
    ['1nse', {}, ['Choose what the dates mean in the column with the start date.']],
    ['1nse', { 2: 'day-first' }, []],
    ['1n--', {}, []],
  ])(
    'dates that mean two days are asked about where they matter (%s, %j)',
    (letters, dayOrders, complaints) => {
      const columns = { hasHeader: true, roles: roles(letters), dayOrders }
      const table: Pick<TableSummary, 'dayOrders' | 'rowCount'> = {
        dayOrders: [null, null, 'ambiguous', 'day-first'],
        rowCount: 2,
      }
      expect(columnComplaints(columns, { table, operation: 'merge', levels: 1 })).toEqual(complaints)
    },
  )

  it('a list of two levels offers its columns by name', () => {
    expect(rolesOf(2).map((role) => roleLabel(role, 2))).toEqual([
      'Level 1 code',
      'Level 2 code',
      'Name',
      'Start date',
      'End date',
      'Leave out',
    ])
    expect(roleLabel('level1', 1)).toBe('Code')
  })
})
