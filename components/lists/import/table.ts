import type { Delimiter } from './guess-delimiter.ts'
import type { Encoding } from './text-encodings.ts'

/** A file, or what was pasted, as rows of texts. The header is among the rows. */
export interface Table {
  rows: string[][]
  /** Of the widest row. */
  width: number
  /** How the text was read; null for a workbook. */
  delimiter: Delimiter | null
  encoding: Encoding | null
  /** Names of the workbook's sheets; none for a text. */
  sheets: string[]
  /** The sheet that was read. */
  sheet: string | null
  /** Indexes of a workbook's columns in which numbers stand: there leading zeros are lost already. */
  numericColumns: number[]
  /** What a person should know before they rely on it, a sentence each. */
  warnings: string[]
}

/** `A`, `B`, ... `Z`, `AA`: as spreadsheets name columns. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last
}
