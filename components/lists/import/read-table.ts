import { formatCount } from '#components/ui/format.ts'
import { fileKind } from './file-kind.ts'
import { hasHeader } from './guess-columns.ts'
import { type ReadProgress, readText, type TextOptions } from './read-text.ts'
import { readWorkbook } from './read-workbook.ts'
import type { Table } from './table.ts'
import { MAX_FILE_BYTES } from './table-limits.ts'
import type { TableRows } from './table-rows.ts'
import { UnreadableTable } from './unreadable-table.ts'

/** How to read what was chosen, where a person corrected what was found out. */
export interface ReadOptions extends TextOptions {
  sheet?: string
}

/**
 * A CSV file, an Excel workbook or what was pasted from a spreadsheet, as rows. What it is follows from its bytes.
 * @throws UnreadableTable with what is wrong and what to do, for everything that cannot be imported.
 */
export async function readTable(
  source: Blob,
  options: ReadOptions = {},
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<Table> {
  if (source.size === 0) throw new UnreadableTable('The file is empty', 'Choose a file with rows in it.')
  if (source.size > MAX_FILE_BYTES) {
    throw new UnreadableTable(
      `The file has ${Math.ceil(source.size / 1024 / 1024)} MB, ${MAX_FILE_BYTES / 1024 / 1024} are allowed`,
      'Split it, or take out the columns that the list does not need.',
    )
  }
  const start = new Uint8Array(await source.slice(0, 4096).arrayBuffer())
  const table = fileKind(start) === 'workbook' ? await fromWorkbook(source, options) : await fromText()
  refuseEmpty(table)
  return table

  async function fromText(): Promise<Table> {
    const { table: rows, encoding, delimiter, warnings } = await readText(source, options, onProgress)
    return {
      ...rowsOf(rows),
      delimiter,
      encoding,
      sheets: [],
      sheet: null,
      numericColumns: [],
      warnings: [...warnings, ...warningsOf(rows)],
    }
  }
}

async function fromWorkbook(source: Blob, options: ReadOptions): Promise<Table> {
  const { table: rows, sheets, sheet, numericColumns } = await readWorkbook(source, options.sheet)
  return {
    ...rowsOf(rows),
    delimiter: null,
    encoding: null,
    sheets,
    sheet,
    numericColumns,
    warnings: warningsOf(rows),
  }
}

function rowsOf({ rows, width }: TableRows): Pick<Table, 'rows' | 'width'> {
  return { rows, width }
}

function warningsOf({ emptyRows, formulaErrors }: TableRows): string[] {
  const warnings: string[] = []
  if (emptyRows > 0) {
    warnings.push(
      `${emptyRows === 1 ? 'An empty row is' : `${formatCount(emptyRows)} empty rows are`} left out and not counted.`,
    )
  }
  if (formulaErrors.count > 0) {
    warnings.push(
      `${formulaErrors.count === 1 ? 'A cell holds' : `${formatCount(formulaErrors.count)} cells hold`} an error of a formula instead of a value, first in ${formulaErrors.first}.`,
    )
  }
  return warnings
}

function refuseEmpty({ rows, sheet }: Table): void {
  if (rows.length === 1 && hasHeader(rows)) {
    throw new UnreadableTable('The file holds a header and no rows', 'Choose a file with rows in it.')
  }
  if (rows.length > 0) return
  throw new UnreadableTable(
    sheet ? `The sheet “${sheet}” holds no rows` : 'The file holds no rows',
    'Choose a file with rows in it.',
  )
}
