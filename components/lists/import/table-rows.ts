import { formatCount } from '#components/ui/format.ts'
import { columnLetter } from './table.ts'
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS } from './table-limits.ts'
import { UnreadableTable } from './unreadable-table.ts'

/** Collects rows as they are read, without the empty ones, and stops at the first that is beyond a limit. */
export class TableRows {
  readonly rows: string[][] = []
  width = 0
  emptyRows = 0
  /** Where the file first holds `#REF!` or the like, and how often. */
  formulaErrors = { first: '', count: 0 }
  readonly #placeWord: string
  #pendingEmptyRows = 0

  /** `placeWord`: how places in the file are called, "Line" or "Row". */
  constructor(placeWord: string) {
    this.#placeWord = placeWord
  }

  /** `place` counts from 1, as an editor or a spreadsheet would show it. */
  add(cells: readonly string[], place: number): void {
    const end = cells.findLastIndex((cell) => cell !== '') + 1
    if (end === 0) {
      this.#pendingEmptyRows += 1
      return
    }
    // Empty rows at the end of a file are nobody's concern; between others they shift the numbers.
    this.emptyRows += this.#pendingEmptyRows
    this.#pendingEmptyRows = 0
    this.#refuseTooMany(end, place)
    const row = cells.slice(0, end)
    for (const [index, cell] of row.entries()) this.#look(cell, index, place)
    this.rows.push(row)
    this.width = Math.max(this.width, end)
  }

  #refuseTooMany(cells: number, place: number): void {
    if (cells > MAX_COLUMNS) {
      throw new UnreadableTable(
        `${this.#placeWord} ${formatCount(place)} has ${formatCount(cells)} columns, ${MAX_COLUMNS} are allowed`,
        'Take out the columns that the list does not need. If the row has fewer in your editor, the columns may be separated by another character.',
      )
    }
    // One more than rows are allowed, since the first may be the header.
    if (this.rows.length > MAX_ROWS) {
      throw new UnreadableTable(
        `The file has more than ${formatCount(MAX_ROWS)} rows`,
        `Split it into files of at most ${formatCount(MAX_ROWS)} rows and import them one after the other.`,
      )
    }
  }

  #look(cell: string, index: number, place: number): void {
    if (cell.length > MAX_CELL_CHARACTERS) {
      const header = this.rows[0]?.[index]
      const column = header ? `${columnLetter(index)} (${header.slice(0, 40)})` : columnLetter(index)
      throw new UnreadableTable(
        `${this.#placeWord} ${formatCount(place)}, column ${column} holds ${formatCount(cell.length)} characters, ${formatCount(MAX_CELL_CHARACTERS)} are allowed`,
        'Concur takes names of 64 and codes of 32 characters. Look for a quotation mark that is never closed, or shorten the text.',
      )
    }
    if (cell.startsWith('#') && FORMULA_ERROR.test(cell)) {
      this.formulaErrors.count += 1
      this.formulaErrors.first ||= `${this.#placeWord.toLowerCase()} ${formatCount(place)}, column ${columnLetter(index)}`
    }
  }
}

const FORMULA_ERROR = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/
