import type { ListBatchError, ListBatchResult } from '#lib/concur/lists-v1.ts'
import { dealGroups, NAMED_AT_MOST } from './deal-groups.ts'
import type { BatchRow } from './list-rows.ts'
import { countsFit, matchErrors, rowsByCode } from './match-errors.ts'
import type { NamingCalls } from './name-failures.ts'
import { doneEnds, refusedEnds, tell, unknownEnds } from './row-ends.ts'

/**
 * Each answer names ten failures of what was sent, and what comes after them is sent again. In windows, so that it is not
 * always the whole rest: 500 failures among 1000 rows take 50 calls with 2,900 rows in all, without windows 49 with 24,500.
 */
const FAILURES_IN_A_WINDOW = 50

/**
 * An update cannot be read back (Concur returns no dates), but repeating it changes nothing: rows that no error explains
 * are sent again, and each answer names ten more.
 */
export async function nameByResending(
  rows: readonly BatchRow[],
  result: ListBatchResult,
  calls: NamingCalls,
): Promise<void> {
  const { named, open, unmatched } = matchErrors(rows, result.errors, result.failed)
  const failing = result.failed - named.length
  if (!countsFit(rows, result) || failing < 0) return tell(calls, unknownEnds('update', rows))
  await tell(calls, refusedEnds(named))
  if (failing === 0) return tell(calls, doneEnds(open))

  if (rows.length <= NAMED_AT_MOST) return sendGroups(smallerGroups(open, rows.length), calls)
  // Small calls where they are as few as large ones.
  if (open.length <= failing + NAMED_AT_MOST) return sendGroups(dealGroups(open), calls)
  const groups = whereToLook(rows, open, named.at(-1)?.row, unmatched, failing)
  await narrow(open, groups, failing, calls)
}

/**
 * Where the failures that are not named yet are looked for first. Errors that fit several rows: in those, apart by code.
 * Else in what comes after the last row that was named, for Concur names the first ten failures of a batch.
 */
function whereToLook(
  rows: readonly BatchRow[],
  open: readonly BatchRow[],
  lastNamed: BatchRow | undefined,
  unmatched: readonly ListBatchError[],
  failing: number,
): BatchRow[][] {
  const fitting = new Set(unmatched.flatMap(rowsByCode(open)))
  if (fitting.size > 0) return dealGroups([...fitting])
  if (!lastNamed) return [open.slice(0, Math.ceil(open.length / 2))]
  const before = new Set(rows.slice(0, rows.indexOf(lastNamed)))
  const after = open.filter((row) => !before.has(row))
  return inWindows(after, Math.ceil(failing / FAILURES_IN_A_WINDOW))
}

/** As equal as they can be. */
function inWindows(rows: readonly BatchRow[], count: number): BatchRow[][] {
  const windows = Array.from({ length: count }, (_, index) =>
    rows.slice(Math.ceil((rows.length * index) / count), Math.ceil((rows.length * (index + 1)) / count)),
  )
  return windows.filter((window) => window.length > 0)
}

/** Only where the groups failed as often as is to be explained are the other rows done; else these are sent too. */
async function narrow(
  open: readonly BatchRow[],
  groups: readonly BatchRow[][],
  failing: number,
  calls: NamingCalls,
): Promise<void> {
  const sent: { group: BatchRow[]; result: ListBatchResult }[] = []
  for (const group of groups) sent.push({ group, result: await calls.post(group) })
  const looked = new Set(groups.flat())
  const others = open.filter((row) => !looked.has(row))
  const failed = sent.reduce((sum, { result }) => sum + result.failed, 0)
  const explainsAll = failed === failing && sent.every(({ group, result }) => countsFit(group, result))
  if (explainsAll) await tell(calls, doneEnds(others))
  for (const { group, result } of sent) await nameByResending(group, result, calls)
  if (!explainsAll && others.length > 0) await nameByResending(others, await calls.post(others), calls)
}

/** Not the same ten again: apart by code, or else one by one. */
function smallerGroups(rows: readonly BatchRow[], size: number): BatchRow[][] {
  const groups = dealGroups(rows)
  return groups.length === 1 && rows.length === size ? rows.map((row) => [row]) : groups
}

async function sendGroups(groups: readonly BatchRow[][], calls: NamingCalls): Promise<void> {
  for (const group of groups) await nameByResending(group, await calls.post(group), calls)
}
