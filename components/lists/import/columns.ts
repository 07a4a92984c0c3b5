import type { ListRow } from '#lib/contracts/lists.ts'
import { type ColumnRole, levelOf } from './column-role.ts'
import { type DayOrder, readDay } from './read-day.ts'

/** What the contract takes: beyond it no text can be meant as a date. */
const MAX_DATE_CHARACTERS = 200

/** How the columns of a table become list items. */
export interface Columns {
  hasHeader: boolean
  /** One a column. */
  roles: readonly ColumnRole[]
  /** By column, where its dates have slashes and somebody or something said what they mean. */
  dayOrders: Readonly<Record<number, DayOrder>>
}

/** Reads rows of texts as rows of the contract. Prepared once, since it runs 200,000 times. */
export function listRowReader(columns: Columns): (cells: readonly string[]) => ListRow {
  const at = (role: ColumnRole) => columns.roles.indexOf(role)
  const name = at('name')
  const levels = columns.roles.flatMap((role, column) => {
    const level = levelOf(role)
    return level === null ? [] : [{ level, column }]
  })
  const deepest = Math.max(0, ...levels.map(({ level }) => level))
  const start = dayReader(columns, at('startDate'))
  const end = dayReader(columns, at('endDate'))
  return (cells) => {
    const codes = Array.from({ length: deepest }, () => '')
    for (const { level, column } of levels) codes[level - 1] = cells[column] ?? ''
    return {
      name: cells[name] ?? '',
      codes: withoutTrailingEmpty(codes),
      startDate: start(cells),
      endDate: end(cells),
    }
  }
}

/** A row that names no code of the deeper levels is the item above them. A gap in between stays: the check names it. */
function withoutTrailingEmpty(codes: string[]): string[] {
  return codes.slice(0, codes.findLastIndex((code) => code !== '') + 1)
}

function dayReader({ dayOrders }: Columns, column: number): (cells: readonly string[]) => string | undefined {
  const order = dayOrders[column] ?? null
  return (cells) => {
    const cell = cells[column]
    return cell ? readDay(cell, order).slice(0, MAX_DATE_CHARACTERS) : undefined
  }
}
