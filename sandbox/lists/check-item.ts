import { instant } from '../clock.ts'
import type { BatchItem } from './batch-item.ts'
import type { BatchType } from './entities.ts'
import { INVALID_LEVEL, type ItemErrorCode } from './item-errors.ts'

const NAME_LIMIT = 64
const CODE_LIMIT = 32

/**
 * What is wrong with an item whatever the list holds: one error, the one with the lowest code. Characters are counted as
 * UTF-16 units, as .NET and SQL Server count them. A delete looks at the codes alone.
 */
export function checkItem(item: BatchItem, type: BatchType, levels: number): ItemErrorCode | undefined {
  if (type === 'delete') return checkCodes(item, levels)
  return checkPair(item) ?? checkName(item) ?? checkCodes(item, levels) ?? checkDates(item)
}

function checkPair({ startDate, endDate }: BatchItem): ItemErrorCode | undefined {
  return (startDate === undefined) === (endDate === undefined) ? undefined : '1003'
}

function checkName({ name }: BatchItem): ItemErrorCode | undefined {
  if (name === undefined) return '1004'
  if (name === '') return '1005'
  return name.length > NAME_LIMIT ? '1006' : undefined
}

function checkCodes({ codes }: BatchItem, levels: number): ItemErrorCode | undefined {
  const depth = codes.findLastIndex((code) => code !== undefined) + 1
  if (depth === 0) return '1010'
  if (levels === 1 && codes.filter((code) => code !== undefined).length > 1) return '1011'
  if (codes.slice(0, depth).includes(undefined)) return '1012'
  const invalid = codes.findIndex((code) => code !== undefined && !isCode(code))
  // Levels that the list does not have: the first of them is the one that is named.
  return INVALID_LEVEL[invalid] ?? (depth > levels ? INVALID_LEVEL[levels] : undefined)
}

/** "Maximum 32 characters for each level. Hyphens are not allowed in this field" (v1.list-resource-post). */
const isCode = (code: string): boolean => code !== '' && code.length <= CODE_LIMIT && !code.includes('-')

function checkDates({ startDate, endDate }: BatchItem): ItemErrorCode | undefined {
  if (startDate === undefined || endDate === undefined) return undefined
  if (!isDay(startDate)) return '1023'
  if (!isDay(endDate)) return '1024'
  return startDate < endDate ? undefined : '1025'
}

// Date.parse rolls 31 June over to July; only a day that reads back the same exists.
function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && instant(at).startsWith(text)
}
