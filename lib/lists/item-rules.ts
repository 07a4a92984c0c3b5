import type { ListBatchItem } from '#lib/concur/lists-v1.ts'
import { type CheckProblem, LEVELS, type ListOperation, type ListRow } from '#lib/contracts/lists.ts'
import { isDay, meantDay } from './written-day.ts'

const NAME_LENGTH = 64
const CODE_LENGTH = 32

/** What is wrong with one row, before its number is known. */
export type RowProblem = Omit<CheckProblem, 'row'>

export interface RuledRow {
  item: ListBatchItem
  problems: RowProblem[]
}

/**
 * A row as it would be sent, and all that can be said against it without asking Concur: codes 1002 to 1025 of the error
 * table. Blanks around a text and level codes that are empty at the end are dropped first: spreadsheets are full of them.
 */
export function applyItemRules(row: ListRow, operation: ListOperation, levels: number): RuledRow {
  const codes = row.codes.map((code) => code.trim())
  while (codes.at(-1) === '') codes.pop()
  // A delete goes by the codes alone: whatever else the file holds is left out.
  if (operation === 'delete') return { item: { codes }, problems: codeProblems(codes, levels) }
  const item = {
    name: row.name?.trim() ?? '',
    codes,
    startDate: row.startDate?.trim() || undefined,
    endDate: row.endDate?.trim() || undefined,
  }
  const problems = [
    ...nameProblems(row.name, item.name),
    ...codeProblems(codes, levels),
    ...dateProblems(item.startDate, item.endDate),
  ]
  return { item, problems }
}

/**
 * Length as UTF-16 code units, an emoji counting as two: what .NET and the `nvarchar` columns of SQL Server count. The
 * stricter reading of "64 characters", so that nothing passes here and fails there.
 */
function lengthOf(text: string): number {
  return text.length
}

function nameProblems(given: string | undefined, name: string): RowProblem[] {
  const field = 'name'
  const advice = 'Give the item a name.'
  if (given === undefined) return [{ code: '1004', field, message: 'The name is missing.', advice }]
  if (name === '') return [{ code: '1005', field, message: 'The name is empty.', advice }]
  const problems: RowProblem[] = []
  const over = lengthOf(name) - NAME_LENGTH
  if (over > 0)
    problems.push({
      code: '1006',
      field,
      message: `${lengthOf(name)} characters, ${NAME_LENGTH} are allowed.`,
      advice: `Shorten it by ${charactersOf(over)}.`,
    })
  if (holdsNoText(name))
    problems.push({
      code: '1002',
      field,
      message: 'It holds a control character, which cannot be sent.',
      advice: `Write ${name.replaceAll(noText, '')}`,
    })
  return problems
}

function codeProblems(codes: readonly string[], levels: number): RowProblem[] {
  if (codes.length === 0)
    return [{ code: '1010', field: 'codes', message: 'There is no code.', advice: 'Give the item its code.' }]
  if (codes.length > levels) return [tooManyLevels(codes, levels)]
  const skipped = codes.indexOf('')
  if (skipped >= 0)
    return [
      {
        code: '1012',
        field: `codes[${skipped}]`,
        message: `The code of level ${skipped + 1} is empty, though a deeper level has one.`,
        advice: `Fill in the code of level ${skipped + 1}.`,
      },
    ]
  return codes.flatMap((code, index) => {
    const fault = codeFault(code)
    return fault ? [{ code: String(1013 + index), field: `codes[${index}]`, ...fault }] : []
  })
}

function tooManyLevels(codes: readonly string[], levels: number): RowProblem {
  const given = `${codes.length} level codes`
  if (levels === 1)
    return {
      code: '1011',
      field: 'codes',
      message: `${given}, the list has one level.`,
      advice: 'Leave one code.',
    }
  return {
    // Concur calls the first code that is too many invalid; it has no number for an eleventh.
    code: String(1013 + Math.min(levels, LEVELS - 1)),
    field: levels < LEVELS ? `codes[${levels}]` : 'codes',
    message: `${given}, the list has ${levels} levels.`,
    advice: `Leave at most ${levels} codes.`,
  }
}

/** What keeps a text from being a level code: said once, the gravest first. */
function codeFault(code: string): { message: string; advice: string } | null {
  if (code === '') return { message: 'The code is empty.', advice: 'Give the item its code.' }
  if (holdsNoText(code) || /[\t\n\r]/.test(code))
    return {
      message: 'It holds a control character, which a code cannot have.',
      advice: writeOr(code.replaceAll(noText, '').replaceAll(/[\t\n\r]/g, ''), 'Use another code.'),
    }
  if (code.includes('-'))
    return {
      message: 'It holds a hyphen, which a code cannot have.',
      advice: writeOr(code.replaceAll('-', ''), 'Use a code without hyphens.'),
    }
  const over = lengthOf(code) - CODE_LENGTH
  if (over > 0)
    return {
      message: `${lengthOf(code)} characters, ${CODE_LENGTH} are allowed.`,
      advice: `Shorten it by ${charactersOf(over)}.`,
    }
  return null
}

function writeOr(code: string, otherwise: string): string {
  return code !== '' && code.length <= CODE_LENGTH ? `Write ${code}` : otherwise
}

function dateProblems(startDate: string | undefined, endDate: string | undefined): RowProblem[] {
  if (startDate === undefined && endDate === undefined) return []
  if (startDate === undefined || endDate === undefined) {
    const missing = startDate === undefined ? 'start' : 'end'
    return [
      {
        code: '1003',
        field: `${missing}Date`,
        message: `The ${missing} date is missing: Concur takes both or neither.`,
        advice: `Give the ${missing} date too, or clear the other.`,
      },
    ]
  }
  const invalid = [
    ...dateFault('1023', 'startDate', 'start', startDate),
    ...dateFault('1024', 'endDate', 'end', endDate),
  ]
  if (invalid.length > 0 || startDate < endDate) return invalid
  const isSame = startDate === endDate
  return [
    {
      code: '1025',
      field: 'startDate',
      message: isSame ? 'It starts and ends on one day.' : `It starts after its end on ${endDate}.`,
      advice: isSame
        ? 'Let it start earlier, or end later.'
        : `Let it start before ${endDate}, or end later.`,
    },
  ]
}

function dateFault(code: string, field: string, which: string, text: string): RowProblem[] {
  if (isDay(text)) return []
  const meant = meantDay(text)
  const advice = meant ? `Write ${meant}` : 'Write it as YYYY-MM-DD, and a day that exists.'
  return [{ code, field, message: `“${text}” is no ${which} date.`, advice }]
}

/** What no XML can carry: control characters beyond tab and line ends, halves of a character. */
const noText = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function holdsNoText(text: string): boolean {
  return text.search(noText) >= 0
}

function charactersOf(count: number): string {
  return count === 1 ? '1 character' : `${count} characters`
}
