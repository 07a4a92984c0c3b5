import { columnLetter } from './table.ts'
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS } from './table-limits.ts'
import { UnreadableTable } from './unreadable-table.ts'

const count = (number: number) => number.toLocaleString('en-GB')

/** Collects rows as they are read, without the empty ones, and stops at the first that is beyond a limit. */
export class TableRows {
  readonly rows: string[][] = []
  width = 0
  emptyRows = 0
  /** Where the file first holds `#REF!` or the like, and how often. */
  formulaErrors = { first: '', count: 0 }
  private readonly placeWord: string
  private pendingEmptyRows = 0

  /** `placeWord`: how places in the file are called, "Line" or "Row". */
  constructor(placeWord: string) {
    this.placeWord = placeWord
  }

  /** `place` counts from 1, as an editor or a spreadsheet would show it. */
  add(cells: readonly string[], place: number): void {
    const end = cells.findLastIndex((cell) => cell !== '') + 1
    if (end === 0) {
      this.pendingEmptyRows += 1
      return
    }
    // Empty rows at the end of a file are nobody's concern; between others they shift the numbers.
    this.emptyRows += this.pendingEmptyRows
    this.pendingEmptyRows = 0
    this.refuseTooMany(end, place)
    const row = cells.slice(0, end)
    for (const [index, cell] of row.entries()) this.look(cell, index, place)
    this.rows.push(row)
    this.width = Math.max(this.width, end)
  }

  private refuseTooMany(cells: number, place: number): void {
    if (cells > MAX_COLUMNS) {
      throw new UnreadableTable(
        `${this.placeWord} ${count(place)} has ${count(cells)} columns, ${MAX_COLUMNS} are allowed`,
        'Take out the columns that the list does not need. If the row has fewer in your editor, the columns may be separated by another character.',
      )
    }
    // One more than rows are allowed, since the first may be the header.
    if (this.rows.length > MAX_ROWS) {
      throw new UnreadableTable(
        `The file has more than ${count(MAX_ROWS)} rows`,
        `Split it into files of at most ${count(MAX_ROWS)} rows and import them one after the other.`,
      )
    }
  }

  private look(cell: string, index: number, place: number): void {
    if (cell.length > MAX_CELL_CHARACTERS) {
      const header = this.rows[0]?.[index]
      const column = header ? `${columnLetter(index)} (${header.slice(0, 40)})` : columnLetter(index)
      throw new UnreadableTable(
        `${this.placeWord} ${count(place)}, column ${column} holds ${count(cell.length)} characters, ${count(MAX_CELL_CHARACTERS)} are allowed`,
        'Concur takes names of 64 and codes of 32 characters. Look for a quotation mark that is never closed, or shorten the text.',
      )
    }
    if (cell.startsWith('#') && FORMULA_ERROR.test(cell)) {
      this.formulaErrors.count += 1
      this.formulaErrors.first ||= `${this.placeWord.toLowerCase()} ${count(place)}, column ${columnLetter(index)}`
    }
  }
}

const FORMULA_ERROR = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/
