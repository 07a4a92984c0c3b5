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

const doubts = {
  create: {
    message: 'Concur’s counts do not say whether this item was added, nor does the list.',
    advice: 'Look for the item in the list: add it again if it is not there.',
  },
  update: {
    message: 'Concur’s counts do not say whether this item was updated.',
    advice: 'Look at the item in the list, or send the row again: repeating an update changes nothing.',
  },
  delete: {
    message: 'Concur’s counts do not say whether this batch deleted the item, nor does the list.',
    advice: 'Look for the item in the list: delete it again if it is still there.',
  },
  'added by somebody': {
    message: 'The item is in the list, but Concur added fewer than are there: it may be somebody else’s.',
    advice: 'Look at the item: there is nothing to do if it is as you want it.',
  },
  'deleted by somebody': {
    message: 'The item is gone, but Concur deleted fewer than are gone: somebody else may have done it.',
    advice: 'There is nothing to do if it was to go.',
  },
}

export function unknownEnds(doubt: keyof typeof doubts, rows: readonly BatchRow[]): BatchRowEnd[] {
  return rows.map(({ row }) => ({ row, outcome: 'unknown', ...doubts[doubt] }))
}

export async function tell(calls: NamingCalls, ends: readonly BatchRowEnd[]): Promise<void> {
  if (ends.length > 0) await calls.onEnds(ends)
}
