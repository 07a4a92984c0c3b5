import type { ConcurList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { ListOperation, ListRow } from '#lib/contracts/lists.ts'
import type { CheckedRow } from './list-rows.ts'

export interface WantedChange {
  operation: ListOperation
  items: readonly ListRow[]
  withChildren?: boolean
}

export interface ComparedList {
  list: ConcurList
  /** Every row of the file in its order, then what `withChildren` takes along. */
  rows: CheckedRow[]
}
