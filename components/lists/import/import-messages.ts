import type { CallInput } from '#lib/contracts/endpoint.ts'
import type { Endpoints } from '#lib/contracts/endpoints.ts'
import type { ListRow } from '#lib/contracts/lists.ts'
import type { Columns } from './columns.ts'
import type { DayOrder } from './read-day.ts'
import type { ReadOptions } from './read-table.ts'
import type { ReadProgress } from './read-text.ts'
import type { Table } from './table.ts'

/** What the page knows of a table: its rows stay with the worker. */
export interface TableSummary extends Omit<Table, 'rows'> {
  rowCount: number
  /** Enough of them to show and to guess from. */
  firstRows: string[][]
  /** By column: what its dates with slashes mean, `null` where there are none. */
  dayOrders: (DayOrder | 'ambiguous' | null)[]
}

type BatchBody = NonNullable<CallInput<Endpoints['POST /api/lists/{listId}/batches']>['body']>

/** Rows of the contract: of the table by its columns, with what a person changed since. Counted from 1. */
export interface WantedRows {
  columns: Columns
  edits: ReadonlyMap<number, ListRow>
}

export type ImportRequest =
  | { kind: 'read'; source: Blob; options: ReadOptions }
  | { kind: 'write-body'; wanted: WantedRows; rest: Omit<BatchBody, 'items'> }
  | { kind: 'pick-rows'; wanted: WantedRows; rows: readonly number[] }

export type ImportReply =
  | { kind: 'progress'; progress: ReadProgress }
  | { kind: 'read'; table: TableSummary }
  | { kind: 'body'; body: Blob }
  | { kind: 'rows'; rows: ListRow[] }
  | { kind: 'unreadable'; title: string; advice: string }
  | { kind: 'failed'; message: string }

/** Replies carry the number of their request. */
export type Numbered<Message> = { id: number; message: Message }
