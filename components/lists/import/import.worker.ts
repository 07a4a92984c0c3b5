import type { ListRow } from '#lib/contracts/lists.ts'
import { listRowReader } from './columns.ts'
import type { ImportReply, ImportRequest, Numbered, TableSummary, WantedRows } from './import-messages.ts'
import { dayOrdersOf } from './read-day.ts'
import { readTable } from './read-table.ts'
import type { Table } from './table.ts'
import { UnreadableTable } from './unreadable-table.ts'

const FIRST_ROWS = 201
const ROWS_A_PART = 2_000

/** Holds the rows of one file, so that the page never does: it asks for what it shows and for the body that it sends. */
let table: Table | null = null

addEventListener('message', ({ data }: MessageEvent<Numbered<ImportRequest>>) => {
  const reply = (message: ImportReply) => postMessage({ id: data.id, message })
  answer(data.message, reply).then(reply, (error: unknown) => reply(failureOf(error)))
})

async function answer(request: ImportRequest, reply: (message: ImportReply) => void): Promise<ImportReply> {
  if (request.kind === 'read') {
    table = await readTable(request.source, request.options, (progress) =>
      reply({ kind: 'progress', progress }),
    )
    return { kind: 'read', table: summaryOf(table) }
  }
  if (request.kind === 'write-body') return { kind: 'body', body: bodyOf(request.wanted, request.rest) }
  const rowAt = rowsOf(request.wanted)
  return { kind: 'rows', rows: request.rows.map(rowAt) }
}

function summaryOf({ rows, ...rest }: Table): TableSummary {
  return {
    ...rest,
    rowCount: rows.length,
    firstRows: rows.slice(0, FIRST_ROWS),
    dayOrders: dayOrdersOf(rows, rest.width),
  }
}

/** A worker that was stopped takes its rows along; the next one must not send none in their place. */
function readRows(): string[][] {
  if (table) return table.rows
  throw new UnreadableTable(
    'The file has to be read again',
    'Go back to the first step and choose it once more.',
  )
}

function rowsOf({ columns, edits }: WantedRows): (row: number) => ListRow {
  const rows = readRows()
  const read = listRowReader(columns)
  const before = columns.hasHeader ? 0 : 1
  return (row) => edits.get(row) ?? read(rows[row - before] ?? [])
}

/** JSON as the BFF takes it, in parts: one text of it all would stand in memory twice. */
function bodyOf(wanted: WantedRows, rest: object): Blob {
  const rowAt = rowsOf(wanted)
  const count = readRows().length - (wanted.columns.hasHeader ? 1 : 0)
  const parts: string[] = [`${JSON.stringify(rest).slice(0, -1)},"items":[`]
  for (let first = 1; first <= count; first += ROWS_A_PART) {
    const last = Math.min(count, first + ROWS_A_PART - 1)
    const rows = Array.from({ length: last - first + 1 }, (_, index) => JSON.stringify(rowAt(first + index)))
    parts.push(`${first > 1 ? ',' : ''}${rows.join(',')}`)
  }
  parts.push(']}')
  return new Blob(parts, { type: 'application/json' })
}

function failureOf(error: unknown): ImportReply {
  if (error instanceof UnreadableTable) {
    return { kind: 'unreadable', title: error.title, advice: error.message }
  }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
}
