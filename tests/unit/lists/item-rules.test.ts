import { describe, expect, it } from 'vitest'
import type { ListOperation, ListRow } from '#lib/contracts/lists.ts'
import { adviceFor, listErrorCode } from '#lib/lists/error-codes.ts'
import { applyItemRules } from '#lib/lists/item-rules.ts'
import { meantDay } from '#lib/lists/written-day.ts'

const good = { name: 'Spool', codes: ['A', 'B'] }
const problemsOf = (row: Partial<ListRow>, levels = 3, operation: ListOperation = 'create') =>
  applyItemRules({ ...good, ...row }, operation, levels).problems
const dates = (startDate: string, endDate: string) => ({ startDate, endDate })

describe('What is wrong with a row is said before anything is sent', () => {
  it.each<[string, Partial<ListRow>, number, string, string, string]>([
    ['no name at all', { name: undefined }, 3, '1004', 'name', 'Give the item a name.'],
    ['an empty name', { name: '  ' }, 3, '1005', 'name', 'Give the item a name.'],
    ['a name of 71 characters', { name: 'x'.repeat(71) }, 3, '1006', 'name', 'Shorten it by 7 characters.'],
    ['one character too many', { name: 'x'.repeat(65) }, 3, '1006', 'name', 'Shorten it by 1 character.'],
    ['33 emoji, two units each', { name: '🙂'.repeat(33) }, 3, '1006', 'name', 'Shorten it by 2 characters.'],
    ['a name with a bell', { name: 'Spo\u0007ol' }, 3, '1002', 'name', 'Write Spool'],
    ['half a character', { name: 'Spool\ud83d' }, 3, '1002', 'name', 'Write Spool'],
    ['no code', { codes: [] }, 3, '1010', 'codes', 'Give the item its code.'],
    ['codes that are all empty', { codes: ['', ' '] }, 3, '1010', 'codes', 'Give the item its code.'],
    ['two codes for a list of one level', { codes: ['A', 'B'] }, 1, '1011', 'codes', 'Leave one code.'],
    ['a skipped level', { codes: ['A', '', 'C'] }, 3, '1012', 'codes[1]', 'Fill in the code of level 2.'],
    ['a skipped first level', { codes: ['', 'B'] }, 3, '1012', 'codes[0]', 'Fill in the code of level 1.'],
    ['a hyphen in level 1', { codes: ['2-03'] }, 3, '1013', 'codes[0]', 'Write 203'],
    ['nothing but hyphens', { codes: ['--'] }, 3, '1013', 'codes[0]', 'Use a code without hyphens.'],
    ['a hyphen in level 3', { codes: ['A', 'B', 'C-D'] }, 3, '1015', 'codes[2]', 'Write CD'],
    ['33 characters', { codes: ['A', 'x'.repeat(33)] }, 3, '1014', 'codes[1]', 'Shorten it by 1 character.'],
    ['a tab inside a code', { codes: ['A\tB'] }, 3, '1013', 'codes[0]', 'Write AB'],
    ['more codes than levels', { codes: ['A', 'B', 'C'] }, 2, '1015', 'codes[2]', 'Leave at most 2 codes.'],
    ['eleven codes', { codes: Array(11).fill('A') }, 10, '1022', 'codes', 'Leave at most 10 codes.'],
    ['a level 10 that is wrong', { codes: [...Array(9).fill('A'), '-B'] }, 10, '1022', 'codes[9]', 'Write B'],
    [
      'a start without an end',
      { startDate: '2026-01-01' },
      3,
      '1003',
      'endDate',
      'Give the end date too, or clear the other.',
    ],
    [
      'an end without a start',
      dates(' ', '2026-01-01'),
      3,
      '1003',
      'startDate',
      'Give the start date too, or clear the other.',
    ],
    ['a start in German', dates('31.3.2026', '2026-12-31'), 3, '1023', 'startDate', 'Write 2026-03-31'],
    ['a start in American', dates('3/31/2026', '2026-12-31'), 3, '1023', 'startDate', 'Write 2026-03-31'],
    [
      'an end that may be March or April',
      dates('2026-01-01', '3/4/2026'),
      3,
      '1024',
      'endDate',
      'Write it as YYYY-MM-DD, and a day that exists.',
    ],
    [
      'a day that does not exist',
      dates('2026-01-01', '2026-02-29'),
      3,
      '1024',
      'endDate',
      'Write it as YYYY-MM-DD, and a day that exists.',
    ],
    [
      'a start after the end',
      dates('2026-02-02', '2026-02-01'),
      3,
      '1025',
      'startDate',
      'Let it start before 2026-02-01, or end later.',
    ],
    [
      'one single day',
      dates('2026-02-01', '2026-02-01'),
      3,
      '1025',
      'startDate',
      'Let it start earlier, or end later.',
    ],
  ])('%s', (_, row, levels, code, field, advice) => {
    expect(problemsOf(row, levels)).toEqual([{ code, field, message: expect.any(String), advice }])
  })

  it('everything that is wrong with a row is said at once', () => {
    const codes = problemsOf({ name: '', codes: ['A-B', 'C-D'], startDate: '1', endDate: '2' }).map(
      ({ code }) => code,
    )
    expect(codes).toEqual(['1005', '1013', '1014', '1023', '1024'])
  })

  it('says how many characters a name has', () => {
    expect(problemsOf({ name: 'x'.repeat(71) })[0]?.message).toBe('71 characters, 64 are allowed.')
  })
})

describe('What is right with a row', () => {
  it.each<[string, Partial<ListRow>]>([
    ['64 characters', { name: 'x'.repeat(64) }],
    ['32 characters of code', { codes: ['x'.repeat(32)] }],
    ['32 emoji', { name: '🙂'.repeat(32) }],
    ['umlauts and ampersands', { name: 'Büro & Möbel <neu>', codes: ['Ä&<', '00123'] }],
    ['both dates', dates('2024-02-28', '2024-02-29')],
    ['level codes that are empty at the end', { codes: ['A', '', ''] }],
  ])('%s', (_, row) => {
    expect(problemsOf(row)).toEqual([])
  })

  it('goes without the blanks that spreadsheets leave around a text', () => {
    const { item } = applyItemRules({ name: ' Spool ', codes: ['A ', ' B', ''] }, 'create', 3)
    expect(item).toEqual({ name: 'Spool', codes: ['A', 'B'], startDate: undefined, endDate: undefined })
  })

  it('a delete looks at the codes alone, and sends nothing else', () => {
    const row = { name: 'x'.repeat(99), codes: ['A'], startDate: 'soon' }
    expect(applyItemRules(row, 'delete', 1)).toEqual({ item: { codes: ['A'] }, problems: [] })
  })
})

describe('Days that were written in another way', () => {
  it.each([
    ['2026/3/1', '2026-03-01'],
    ['2026-3-1', '2026-03-01'],
    ['2026-03-01T00:00:00', '2026-03-01'],
    ['1.12.2026', '2026-12-01'],
    ['13/12/2026', '2026-12-13'],
    ['5/5/2026', '2026-05-05'],
    ['5/6/2026', null],
    ['31.2.2026', null],
    ['soon', null],
    ['46023', null],
  ])('%j is meant as %j', (text, day) => {
    expect(meantDay(text)).toBe(day)
  })
})

describe('The table of error codes', () => {
  it.each([
    '1001',
    '1002',
    '1003',
    '1004',
    '1005',
    '1006',
    '1010',
    '1011',
    '1012',
    '1013',
    '1014',
    '1015',
    '1016',
    '1017',
    '1018',
    '1019',
    '1020',
    '1021',
    '1022',
    '1023',
    '1024',
    '1025',
    '2001',
    '2002',
    '2003',
    '2004',
    '2005',
    '2006',
    '2007',
  ])('has Concur’s words and an advice for %s', (code) => {
    expect(listErrorCode(code)?.message).not.toBe('')
    expect(adviceFor(code)).toMatch(/^[A-Z].+\.$/)
  })

  it('has an advice for codes that it does not hold', () => {
    expect(adviceFor('1')).toContain('Concur’s table of errors does not hold this code')
  })
})
