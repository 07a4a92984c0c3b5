/**
 * The CSV that Clearance writes, in the browser and on the server. Spreadsheets run a cell that starts like a formula: an
 * apostrophe before it keeps it a text. A number stays one, a negative amount too.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => csvCell(String(cell))).join(',')}\r\n`).join('')
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of a cell that `toCsv` may have kept from being run: what Clearance writes, it reads as it was. */
export function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}

/** The signs of ASCII, and their full-width twins, which Excel takes for them. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const NUMBER = /^[-+]?\d+([.,]\d+)?$/
