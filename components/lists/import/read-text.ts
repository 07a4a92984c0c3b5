import { CsvError, parse } from 'csv-parse/browser/esm'
import { formatCount } from '#components/ui/format.ts'
import { withoutApostrophe } from '#lib/contracts/csv.ts'
import { type Delimiter, guessDelimiter } from './guess-delimiter.ts'
import { MAX_CELL_CHARACTERS, MAX_COLUMNS } from './table-limits.ts'
import { TableRows } from './table-rows.ts'
import { detectEncoding, type Encoding } from './text-encodings.ts'
import { UnreadableTable } from './unreadable-table.ts'

const SLICE_BYTES = 256 * 1024

export interface ReadProgress {
  rows: number
  /** 0 to 1; null while nobody can know. */
  share: number | null
}

export interface TextOptions {
  /** Without one it is found out. */
  encoding?: Encoding
  delimiter?: Delimiter
}

export interface TextTable {
  table: TableRows
  encoding: Encoding
  delimiter: Delimiter
  warnings: string[]
}

/**
 * Rows of a text with delimiters and quotation marks, read in slices.
 * @throws UnreadableTable
 */
export async function readText(
  text: Blob,
  options: TextOptions,
  onProgress: (progress: ReadProgress) => void,
): Promise<TextTable> {
  const start = new Uint8Array(await text.slice(0, 4096).arrayBuffer())
  const detected = options.encoding ?? detectEncoding(start)
  if (detected === null) {
    throw new UnreadableTable(
      'This file is neither a table nor a text',
      'Choose a CSV file or an Excel workbook (.xlsx).',
    )
  }
  try {
    return { ...(await readAs(text, detected, options.delimiter, onProgress)), warnings: [] }
  } catch (error) {
    // Only the strict reading of UTF-8 throws this one; older programs write the encoding of their country.
    if (!(error instanceof NotUtf8)) throw error
    const read = await readAs(text, 'windows-1252', options.delimiter, onProgress)
    const warning =
      'The file is not UTF-8. It was read as Western European (Windows-1252): look at the accents, and choose another encoding if they are wrong.'
    return { ...read, warnings: [warning] }
  }
}

class NotUtf8 extends Error {}

async function readAs(
  text: Blob,
  encoding: Encoding,
  wanted: Delimiter | undefined,
  onProgress: (progress: ReadProgress) => void,
): Promise<Omit<TextTable, 'warnings'>> {
  const table = new TableRows('Line')
  let delimiter = wanted
  let reader: RecordReader | undefined
  for await (const { slice, share } of decodedSlices(text, encoding)) {
    delimiter ??= guessDelimiter(slice)
    reader ??= recordReader(delimiter, (cells, line) =>
      table.add(
        cells.map((cell) => withoutApostrophe(cell.trim())),
        line,
      ),
    )
    await reader.write(slice)
    onProgress({ rows: table.rows.length, share })
  }
  await reader?.end()
  return { table, encoding, delimiter: delimiter ?? ',' }
}

async function* decodedSlices(text: Blob, encoding: Encoding) {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
  const decode = (bytes?: ArrayBuffer) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined })
    } catch {
      throw new NotUtf8()
    }
  }
  for (let at = 0; at < text.size; at += SLICE_BYTES) {
    const bytes = await text.slice(at, at + SLICE_BYTES).arrayBuffer()
    yield { slice: decode(bytes), share: Math.min(1, (at + SLICE_BYTES) / text.size) }
  }
  yield { slice: decode(), share: 1 }
}

interface RecordReader {
  write(slice: string): Promise<void>
  end(): Promise<void>
}

function recordReader(delimiter: Delimiter, onRecord: (cells: string[], line: number) => void): RecordReader {
  const parser = parse({
    delimiter,
    // All three, since a file put together from two may hold both.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // `5" pipe` is a name, not a broken file.
    relax_quotes: true,
    skip_empty_lines: true,
    // In bytes, of which a character takes up to four.
    max_record_size: 4 * MAX_COLUMNS * MAX_CELL_CHARACTERS,
    // Taken here, so that the stream itself stays empty and never waits for a reader.
    on_record: (cells: string[], { lines }) => {
      lastLine = lines
      onRecord(cells, lines)
      return null
    },
  })
  let lastLine = 0
  let failure: unknown
  const ended = new Promise<void>((resolve) => {
    parser.on('error', (error) => {
      failure = error
      resolve()
    })
    parser.on('end', () => resolve())
  })
  parser.resume()
  const rethrow = () => {
    if (failure !== undefined) throw readable(failure, lastLine + 1)
  }
  return {
    async write(slice) {
      if (slice !== '')
        await Promise.race([ended, new Promise<void>((done) => parser.write(slice, () => done()))])
      rethrow()
    },
    async end() {
      parser.end()
      await ended
      rethrow()
    },
  }
}

/** The parser knows where it gave up; a person wants to know where the row begins that did not end. */
function readable(failure: unknown, line: number): unknown {
  if (!(failure instanceof CsvError)) return failure
  return new UnreadableTable(
    failure.code === 'CSV_QUOTE_NOT_CLOSED' || failure.code === 'CSV_MAX_RECORD_SIZE'
      ? 'A quotation mark is opened and never closed'
      : 'The quotation marks of this file cannot be understood',
    `Look at line ${formatCount(line)}. Inside a quoted text a quotation mark is written twice ("").`,
  )
}
