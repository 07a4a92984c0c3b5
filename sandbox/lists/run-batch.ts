import type { RowFaultStore } from '../control/row-faults.ts'
import type { XmlElement } from '../http/xml-reader.ts'
import { element, parent } from '../http/xml-writer.ts'
import { APPLY } from './apply-item.ts'
import { lastCode, readBatchItem } from './batch-item.ts'
import { checkItem } from './check-item.ts'
import type { BatchType, ConcurList } from './entities.ts'
import { ITEM_ERRORS, type ItemErrorCode } from './item-errors.ts'
import { withInstance } from './list-documents.ts'

/** "The first ten errors are returned [...] Any additional error messages are truncated" (v1.list-item). */
const ERRORS_NAMED = 10

type ItemError = { code: ItemErrorCode; itemCode: string; message: string }

export type BatchResult = { succeeded: number; failed: number; errors: readonly ItemError[] }

/** Takes the items in the order they stand: what an earlier one adds is there for a later one. */
export function runBatch(
  list: ConcurList,
  type: BatchType,
  rows: readonly XmlElement[],
  rowFaults: RowFaultStore,
): BatchResult {
  const errors = rows.flatMap((row, at) => runRow(list, type, row, at + 1, rowFaults) ?? [])
  return { succeeded: rows.length - errors.length, failed: errors.length, errors }
}

function runRow(
  list: ConcurList,
  type: BatchType,
  row: XmlElement,
  position: number,
  rowFaults: RowFaultStore,
): ItemError | undefined {
  const item = readBatchItem(row)
  if (!item) {
    return { code: '1002', itemCode: '', message: ITEM_ERRORS['1002'].replace('{ITEM}', String(position)) }
  }
  const codes = item.codes.filter((code) => code !== undefined)
  const change = { ...item, codes, name: item.name ?? '' }
  const code =
    checkItem(item, type, list.levels) ?? rowFaults.strike(type, change) ?? APPLY[type](list.items, change)
  return code && { code, itemCode: lastCode(item), message: ITEM_ERRORS[code] }
}

/** Error 1001 is about no item, so no record counts as failed: neither count covers what was sent. */
export const NO_BATCH: BatchResult = {
  succeeded: 0,
  failed: 0,
  errors: [{ code: '1001', itemCode: '', message: ITEM_ERRORS['1001'] }],
}

export function batchResultDocument({ succeeded, failed, errors }: BatchResult): string {
  const named = errors.slice(0, ERRORS_NAMED).map(({ code, itemCode, message }) => {
    const line = (name: string, value: string) => element(name, value, '            ')
    return parent(
      'error',
      line('code', code) + line('list-item-code', itemCode) + line('message', message),
      '        ',
    )
  })
  return withInstance(
    'list-item-batch-result',
    element('records-succeeded', String(succeeded), '    ') +
      element('records-failed', String(failed), '    ') +
      (named.length > 0 ? parent('errors', named.join(''), '    ') : ''),
  )
}
