import type { ListBatchResult } from '#lib/concur/lists-v1.ts'
import { dealByDepth, NAMED_AT_MOST } from './deal-groups.ts'
import type { BatchRow, BatchRowEnd } from './list-rows.ts'
import { countsFit, matchErrors } from './match-errors.ts'
import type { NamingCalls } from './name-failures.ts'
import { doneEnds, refusedEnds, tell, unknownEnds } from './row-ends.ts'
import { settleBatch } from './settle-batch.ts'

type Type = 'create' | 'delete'

/**
 * Creates and deletes leave their mark on the list: reading it tells which rows had an effect, and only those that had
 * none are sent again, in groups so small that Concur names each failure.
 */
export async function nameByReading(
  type: Type,
  rows: readonly BatchRow[],
  result: ListBatchResult,
  calls: NamingCalls,
): Promise<void> {
  const { named, open, unmatched } = matchErrors(rows, result.errors, result.failed)
  const failing = result.failed - named.length
  if (!countsFit(rows, result) || failing < 0) return settleWithoutCounts(type, rows, calls)
  await tell(calls, refusedEnds(named))
  if (failing === 0) return tell(calls, doneEnds(open))

  const effect = await lookForEffect(type, open, result.succeeded, calls)
  if ('missing' in effect) return sendHidden(type, effect, rows.length, calls)
  await tell(calls, effect.ends)
  // Now that fewer rows are left, an error may fit only one of them.
  const left = effect.isProven ? matchErrors(effect.failed, unmatched, effect.failed.length) : effect
  await tell(calls, refusedEnds('named' in left ? left.named : []))
  await sendAgain(type, 'open' in left ? left.open : left.failed, rows.length, calls)
}

interface Effect {
  ends: BatchRowEnd[]
  /** Without an effect. */
  failed: readonly BatchRow[]
  /** As many successes as Concur counts. */
  isProven: boolean
}

/** Concur counts more successes than the list shows. */
interface HiddenEffect {
  missing: number
  shown: BatchRow[]
  notShown: BatchRow[]
}

/** Which of these rows had an effect, held against the count of successes. */
async function lookForEffect(
  type: Type,
  rows: readonly BatchRow[],
  succeeded: number,
  calls: NamingCalls,
): Promise<Effect | HiddenEffect> {
  if (succeeded === 0) return { ends: [], failed: rows, isProven: true }
  const found = await calls.exists(rows)
  const hasEffect = ({ row }: BatchRow) => found.has(row) === (type === 'create')
  const shown = rows.filter(hasEffect)
  const notShown = rows.filter((row) => !hasEffect(row))
  if (shown.length === succeeded) return { ends: doneEnds(shown), failed: notShown, isProven: true }
  if (shown.length < succeeded) return { missing: succeeded - shown.length, shown, notShown }
  // More than Concur claims: somebody else was here too. What bears another name is not ours.
  const isOurs = ({ row, item }: BatchRow) => type === 'create' && found.get(row) === item.name
  const ours = new Set(shown.filter(isOurs))
  if (ours.size === succeeded)
    return { ends: doneEnds([...ours]), failed: rows.filter((row) => !ours.has(row)), isProven: true }
  const doubt = type === 'create' ? 'added by somebody' : 'deleted by somebody'
  return { ends: unknownEnds(doubt, shown), failed: notShown, isProven: false }
}

/**
 * An item that starts next month may be in the list and yet not be shown. Sent again, such a row is refused as already
 * there, or as gone: where these are exactly as many as are missing, they are the successes that Concur counted.
 */
async function sendHidden(type: Type, effect: HiddenEffect, size: number, calls: NamingCalls): Promise<void> {
  const alreadySo = type === 'create' ? ['2004', '2005'] : ['2003']
  const suspects: number[] = []
  await sendAgain(type, effect.notShown, size, {
    ...calls,
    onEnds: (ends) => {
      const others: BatchRowEnd[] = []
      for (const end of ends) {
        if (end.outcome === 'refused' && alreadySo.includes(end.code)) suspects.push(end.row)
        else others.push(end)
      }
      return tell(calls, others)
    },
  })
  const inDoubt = [...effect.shown, ...effect.notShown.filter(({ row }) => suspects.includes(row))]
  const isProven = suspects.length === effect.missing
  await tell(calls, isProven ? doneEnds(inDoubt) : unknownEnds(type, inDoubt))
}

/** In groups of ten; where not even that told them apart, one by one. */
async function sendAgain(
  type: Type,
  rows: readonly BatchRow[],
  size: number,
  calls: NamingCalls,
): Promise<void> {
  const isSameAgain = size <= NAMED_AT_MOST && rows.length === size
  const groups = isSameAgain ? rows.map((row) => [row]) : dealByDepth(rows, type === 'delete')
  for (const group of groups) await nameByReading(type, group, await calls.post(group), calls)
}

/** Concur's counts contradict each other: what the list proves is done, of the rest nobody can say. */
async function settleWithoutCounts(type: Type, rows: readonly BatchRow[], calls: NamingCalls): Promise<void> {
  const { ends, again } = await settleBatch(type, rows, calls.exists)
  await tell(calls, [...ends, ...unknownEnds(type, again)])
}
