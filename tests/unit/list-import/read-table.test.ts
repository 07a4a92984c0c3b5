import { describe, expect, it } from 'vitest'
import type { ReadOptions } from '../../../components/lists/import/read-table.ts'
import { readTable } from '../../../components/lists/import/read-table.ts'
import { plainDigits } from '../../../components/lists/import/read-workbook.ts'
import { columnLetter } from '../../../components/lists/import/table.ts'
import { workbook, zip } from './workbook.ts'

const text = (content: string) => new Blob([content])
const bytes = (...content: (number | string)[]) =>
  new Blob(content.map((part) => (typeof part === 'string' ? part : new Uint8Array([part]))))
const latin = (content: string) => new Blob([new Uint8Array(Buffer.from(content, 'latin1'))])
const utf16 = (content: string) => new Uint8Array(Buffer.from(content, 'utf16le'))
const swapped = (content: string) => new Uint8Array(Buffer.from(content, 'utf16le').swap16())

describe('reading a text', () => {
  const expected = [
    ['Code', 'Name'],
    ['00123', 'Zürich'],
  ]

  it.each<[string, Blob, Record<string, unknown>]>([
    ['commas', text('Code,Name\n00123,Zürich\n'), { delimiter: ',', encoding: 'utf-8' }],
    ['semicolons', text('Code;Name\r\n00123;Zürich'), { delimiter: ';' }],
    ['tabs', text('Code\tName\r00123\tZürich'), { delimiter: '\t' }],
    ['bars', text('Code|Name\n00123|Zürich\n'), { delimiter: '|' }],
    ['quotes everywhere', text('"Code";"Name"\n"00123";"Zürich"'), { delimiter: ';' }],
    ['spaces around its cells', text('Code , Name\n 00123,Zürich \u00a0\n'), { delimiter: ',' }],
    ['a byte order mark', text('\ufeffCode,Name\n00123,Zürich'), { encoding: 'utf-8' }],
    ['UTF-16 with its mark', new Blob([utf16('\ufeffCode\tName\n00123\tZürich')]), { encoding: 'utf-16le' }],
    ['big-endian UTF-16', new Blob([swapped('\ufeffCode\tName\n00123\tZürich')]), { encoding: 'utf-16be' }],
    ['UTF-16 without a mark', new Blob([utf16('Code\tName\n00123\tZürich')]), { encoding: 'utf-16le' }],
    ['its mark swapped away', new Blob([swapped('Code\tName\n00123\tZürich')]), { encoding: 'utf-16be' }],
    ['empty lines at its end', text('Code,Name\n00123,Zürich\n\n,\n , \n'), { warnings: [] }],
  ])('a file with %s is two columns', async (_, file, found) => {
    expect(await readTable(file)).toMatchObject({ rows: expected, width: 2, sheets: [], ...found })
  })

  it.each([
    ['a delimiter in quotes', 'Code,Name\n1,"Zürich, Basel"\n', ['1', 'Zürich, Basel']],
    ['a doubled quotation mark', 'Code,Name\n1,"5"" pipe"\n', ['1', '5" pipe']],
    ['a lone quotation mark', 'Code,Name\n1,5" pipe\n', ['1', '5" pipe']],
    ['a line break in quotes', 'Code,Name\n1,"Zürich\nBasel"\n', ['1', 'Zürich\nBasel']],
    ['line ends of two systems', 'Code,Name\r\n1,Zürich\n', ['1', 'Zürich']],
    ['commas in a text with semicolons', 'Code;Name\n1;Zürich, Basel, Bern\n', ['1', 'Zürich, Basel, Bern']],
    ['fewer cells than the header', 'Code,Name\n1\n', ['1']],
    ['an apostrophe that tames a formula', "Code,Name\n1,'=SUM(A1)\n", ['1', '=SUM(A1)']],
    ['an apostrophe of its own', "Code,Name\n1,'s-Hertogenbosch\n", ['1', "'s-Hertogenbosch"]],
  ])('%s stays in its cell', async (_, content, row) => {
    expect((await readTable(text(content))).rows[1]).toEqual(row)
  })

  it('what is not UTF-8 is read as Western European, and that is said', async () => {
    const read = await readTable(latin('Code;Name\n00123;Zürich'))
    expect(read).toMatchObject({ rows: expected, encoding: 'windows-1252' })
    expect(read.warnings[0]).toContain('The file is not UTF-8')
  })

  it.each<[string, Blob, ReadOptions, string]>([
    [
      'encoding',
      new Blob([new Uint8Array([0xc6, 0xef, 0xf0, 0x3b, 0x31])]),
      { encoding: 'windows-1251' },
      'Жпр',
    ],
    ['delimiter', text('a,b;c\nd,e;f'), { delimiter: ',' }, 'a'],
  ])('a person can choose the %s', async (_, file, options, cell) => {
    expect((await readTable(file, options)).rows[0]?.[0]).toBe(cell)
  })

  it('empty rows between others are left out and counted', async () => {
    const read = await readTable(text('Code,Name\n\n1,A\n,\n,,\n2,B\n,'))
    expect(read.rows).toEqual([
      ['Code', 'Name'],
      ['1', 'A'],
      ['2', 'B'],
    ])
    expect(read.warnings).toEqual(['2 empty rows are left out and not counted.'])
  })

  it('errors of formulas are pointed at', async () => {
    const read = await readTable(text('Code,Name\n1,#REF!\n#N/A,#1\n'))
    expect(read.warnings).toEqual([
      '2 cells hold an error of a formula instead of a value, first in line 2, column B.',
    ])
  })

  it('100,000 rows arrive in slices, and how far they are is told', async () => {
    const line = (row: number) => `EU,DE,${row},"Cost centre ${row}, Zürich"\n`
    const file = text(Array.from({ length: 100_000 }, (_, row) => line(row)).join(''))
    const shares: (number | null)[] = []
    const read = await readTable(file, {}, ({ share }) => shares.push(share))
    expect(read.rows).toHaveLength(100_000)
    expect(read.rows.at(-1)).toEqual(['EU', 'DE', '99999', 'Cost centre 99999, Zürich'])
    expect(shares.length).toBeGreaterThan(10)
    expect(shares).toEqual(shares.toSorted((a, b) => Number(a) - Number(b)))
    expect(shares.at(-1)).toBe(1)
  })
})

describe('reading a workbook', () => {
  it('days become days, numbers their digits, and texts stay', async () => {
    const file = workbook({
      Items: [
        ['Code', 'Name', 'Start', 'Active'],
        ['00123', 'Zürich & "Basel" <CH>', { day: 46388 }, true],
        [203, { raw: '1.2E+3' }, { day: 46388.75 }, false],
        [{ raw: '12345678901234567' }, { raw: '0.10000000000000001' }, null, null],
      ],
    })
    expect(await readTable(file)).toMatchObject({
      rows: [
        ['Code', 'Name', 'Start', 'Active'],
        ['00123', 'Zürich & "Basel" <CH>', '2027-01-01', 'TRUE'],
        ['203', '1200', '2027-01-01', 'FALSE'],
        ['12345678901234567', '0.1'],
      ],
      delimiter: null,
      encoding: null,
      sheets: ['Items'],
      sheet: 'Items',
      numericColumns: [0, 1],
    })
  })

  it.each([
    ['42', '42'],
    ['-7', '-7'],
    ['4.2E+2', '420'],
    ['1E+20', '100000000000000000000'],
    ['1.5', '1.5'],
    ['0.29999999999999999', '0.3'],
    ['1E-7', '0.0000001'],
    ['x', 'x'],
  ])('the number %s is written %s', (written, digits) => {
    expect(plainDigits(written)).toBe(digits)
  })

  const two = () => workbook({ 'Q & A': [], Items: [['Code'], ['A']], Old: [['Code'], ['B']] })

  it('the first sheet with rows is read', async () => {
    expect(await readTable(two())).toMatchObject({
      sheet: 'Items',
      sheets: ['Q & A', 'Items', 'Old'],
      rows: [['Code'], ['A']],
    })
  })

  it('another sheet can be chosen', async () => {
    expect(await readTable(two(), { sheet: 'Old' })).toMatchObject({ sheet: 'Old', rows: [['Code'], ['B']] })
  })

  it('a sheet larger than half a megabyte is read on the same thread', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => [`C${row}`, `Cost centre ${row}`])
    expect((await readTable(workbook({ Items: rows }))).rows).toHaveLength(20_000)
  })
})

describe('what cannot be imported says why', () => {
  const wide = (columns: number) => Array.from({ length: columns }, (_, column) => `c${column}`).join(',')

  it.each<[string, Blob, string, string]>([
    ['nothing', text(''), 'The file is empty', 'Choose a file'],
    ['white space', text(' \n\n , \n'), 'The file holds no rows', 'Choose a file'],
    ['a header alone', text('Name,Level 1 code\n'), 'The file holds a header and no rows', 'Choose a file'],
    ['a PDF', text('%PDF-1.7 ...'), 'This is a PDF', 'as CSV'],
    [
      'an old Excel file',
      bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1),
      'This is an old or protected Excel file',
      '.xlsx',
    ],
    ['a picture', bytes(0x89, 'PNG', 0x0d), 'This is an image', 'the table itself'],
    ['a photo', bytes(0xff, 0xd8, 0xff, 0xe0), 'This is an image', 'the table itself'],
    ['a bitmap', bytes('BM', 0, 0, 0), 'This is an image', 'the table itself'],
    ['a packed file', bytes(0x1f, 0x8b, 0x08, 0), 'This is an archive', 'Unpack it'],
    ['a web page', text('<html><table>'), 'This is a web page or an XML file', 'call such a file .xls'],
    ['an XML file', text('<?xml version="1.0"?>'), 'This is a web page or an XML file', 'save it as'],
    ['bytes', bytes(1, 0, 0, 2, 0, 0, 0, 3), 'This file is neither a table nor a text', 'Choose a CSV file'],
    [
      'a zip archive',
      zip({ 'readme.xml': '<a/>' }),
      'There is no workbook in this archive',
      'Choose a CSV file',
    ],
    [
      'half a workbook',
      workbook({ A: [['Code']] }).slice(0, 600),
      'This workbook is damaged',
      'Download it again',
    ],
    ['an empty workbook', workbook({ A: [], B: [] }), 'The sheet “B” holds no rows', 'Choose a file'],
    [
      'a broken sheet',
      zip({ 'xl/workbook.xml': '<workbook/>' }),
      'This workbook cannot be read',
      'save it anew',
    ],
    [
      'an open quotation mark',
      text('Code,Name\n1,A\n2,"B\n3,C\n'),
      'A quotation mark is opened and never closed',
      'line 3',
    ],
    ['51 columns', text(`${wide(50)}\n${wide(51)}\n`), 'Line 2 has 51 columns, 50 are allowed', 'Take out'],
    [
      'a very long cell',
      text(`Code,Name\n1,A\n2,${'x'.repeat(2001)}\n`),
      'Line 3, column B (Name) holds 2,001 characters, 2,000 are allowed',
      'shorten',
    ],
    ['too many rows', text('A,B\n'.repeat(200_002)), 'The file has more than 200,000 rows', 'Split it'],
    [
      'a huge file',
      new Blob(Array(65).fill(new Uint8Array(1024 * 1024))),
      'The file has 65 MB, 64 are allowed',
      'Split it',
    ],
  ])('%s', async (_, file, title, advice) => {
    await expect(readTable(file)).rejects.toMatchObject({
      name: 'UnreadableTable',
      title: expect.stringContaining(title),
      message: expect.stringContaining(advice),
    })
  })

  it('two letters do not make a picture of a text', async () => {
    expect((await readTable(text('BMW,Munich\nAUDI,Ingolstadt\n'))).rows[0]).toEqual(['BMW', 'Munich'])
  })
})

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [49, 'AX'],
])('column %i is called %s', (index, letter) => {
  expect(columnLetter(index)).toBe(letter)
})
