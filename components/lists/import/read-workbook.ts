import { readSheet } from 'read-excel-file/web-worker'
import { TableRows } from './table-rows.ts'
import { unpackWorkbook } from './unpack-workbook.ts'
import { UnreadableTable } from './unreadable-table.ts'

export interface WorkbookTable {
  table: TableRows
  sheets: string[]
  sheet: string
  /** Indexes of columns in which numbers stand: there leading zeros are lost already. */
  numericColumns: number[]
}

/**
 * Rows of one sheet, without a name the first that has any. Days become `YYYY-MM-DD`, numbers their digits.
 * @throws UnreadableTable
 */
export async function readWorkbook(file: Blob, wanted?: string): Promise<WorkbookTable> {
  const { archive, sheets } = await unpackWorkbook(new Uint8Array(await file.arrayBuffer()))
  let read = await readOne(archive, sheets, Math.max(0, wanted === undefined ? 0 : sheets.indexOf(wanted)))
  for (
    let next = 1;
    wanted === undefined && read.table.rows.length === 0 && next < sheets.length;
    next += 1
  ) {
    read = await readOne(archive, sheets, next)
  }
  return read
}

async function readOne(archive: ArrayBuffer, sheets: string[], position: number): Promise<WorkbookTable> {
  const table = new TableRows('Row')
  const numeric = new Set<number>()
  for (const [index, row] of (await rowsOf(archive, position)).entries()) {
    const cells = row.map((cell, column) => {
      if (cell instanceof CellNumber) numeric.add(column)
      return textOf(cell)
    })
    table.add(cells, index + 1)
  }
  const numericColumns = [...numeric].sort((a, b) => a - b)
  return { table, sheets, sheet: sheets[position] ?? '', numericColumns }
}

async function rowsOf(archive: ArrayBuffer, position: number) {
  try {
    return await readSheet(archive, position + 1, { parseNumber: (text) => new CellNumber(text) })
  } catch (error) {
    const reason = error instanceof Error ? ` (${error.message})` : ''
    throw new UnreadableTable(
      `This workbook cannot be read${reason}`,
      'Open it in Excel and save it anew, or save the sheet as CSV.',
    )
  }
}

/** Tells numbers from texts of digits. */
class CellNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim()
  if (cell instanceof CellNumber) return plainDigits(cell.text)
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : ''
}

/** A number as Excel shows it: 15 digits that count, no exponent. `0.10000000000000001` is 0.1, `1.2E+3` is 1200. */
export function plainDigits(written: string): string {
  if (/^-?\d+$/.test(written)) return written
  const number = Number(Number(written).toPrecision(15))
  if (Number.isNaN(number)) return written
  if (Number.isInteger(number)) return BigInt(number).toString()
  const digits = String(number)
  return digits.includes('e') ? number.toFixed(20).replace(/0+$/, '') : digits
}
