import type { ListBatchType } from '#lib/concur/lists-v1.ts'
import { adviceFor, listErrorCode } from './error-codes.ts'
import type { BatchRow, BatchRowEnd } from './list-rows.ts'
import type { NamedRow } from './match-errors.ts'
import type { NamingCalls } from './name-failures.ts'

export function doneEnds(rows: readonly BatchRow[]): BatchRowEnd[] {
  return rows.map(({ row }) => ({ row, outcome: 'done' }))
}

/** In Concur's own words, also where the code is beyond its table. */
export function refusedEnds(named: readonly NamedRow[]): BatchRowEnd[] {
  return named.map(({ row: { row }, error }) => {
    if (!error)
      return {
        row,
        outcome: 'refused',
        code: 'no-reason',
        message: 'Concur counts this row as failed and gives no reason.',
        advice: 'Send the row again; if it fails again, pass the correlation id to Concur’s support.',
      }
    const { code, message } = error
    return {
      row,
      outcome: 'refused',
      code,
      message: message || listErrorCode(code)?.message || `Error ${code}`,
      advice: adviceFor(code),
    }
  })
}

const inDoubt: Record<ListBatchType, { message: string; advice: string }> = {
  create: {
    message: 'Concur’s counts do not say whether this item was added, nor does the list.',
    advice: 'Look for the item in the list: add it again if it is not there.',
  },
  update: {
    message: 'Concur’s counts do not say whether this item was updated.',
    advice: 'Look at the item in the list, or send the row again: repeating an update changes nothing.',
  },
  delete: {
    message: 'Concur’s counts do not say whether this batch deleted the item.',
    advice: 'Look for the item in the list: delete it again if it is still there.',
  },
}

export function unknownEnds(type: ListBatchType, rows: readonly BatchRow[]): BatchRowEnd[] {
  return rows.map(({ row }) => ({ row, outcome: 'unknown', ...inDoubt[type] }))
}

export async function tell(calls: NamingCalls, ends: readonly BatchRowEnd[]): Promise<void> {
  if (ends.length > 0) await calls.onEnds(ends)
}
