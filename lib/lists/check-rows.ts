import type { ListBatchItem } from '#lib/concur/lists-v1.ts'
import type { ListOperation } from '#lib/contracts/lists.ts'
import { inSlices } from '#lib/in-slices.ts'
import type { RowProblem, RuledRow } from './item-rules.ts'
import type { CheckedRow, RowEffect } from './list-rows.ts'
import { keyOf, type ListSnapshot } from './list-snapshot.ts'
import { type NearMiss, nearMissAmong } from './near-miss.ts'

export interface RowsToCheck {
  operation: ListOperation
  /** In the order of the file. */
  rows: readonly RuledRow[]
  snapshot: ListSnapshot
  /** With `delete`: children need no row of their own. */
  withChildren?: boolean
}

type Verdict = { does: RowEffect; from?: string } | RowProblem

/** What every row would do to the list that the snapshot shows. Reads and writes nothing. */
export async function checkRows({
  operation,
  rows,
  snapshot,
  withChildren,
}: RowsToCheck): Promise<CheckedRow[]> {
  const firstWith = await rowsByCodes(rows)
  const checked: CheckedRow[] = []
  const numberOf = (codes: readonly string[]) => firstWith.get(keyOf(codes))
  const inFile = (codes: readonly string[]) => checked[(numberOf(codes) ?? 0) - 1]
  const suggest = suggestions(snapshot)

  const judge = judgeFor[operation]
  const look: Look = { snapshot, inFile, suggest, withChildren: withChildren ?? false }
  for (const depth of await depthsOf(rows, operation)) {
    await inSlices(depth, (index) => {
      const ruled = rows[index]
      if (ruled)
        checked[index] = checkRow(index + 1, ruled, numberOf(ruled.item.codes), () => judge(ruled.item, look))
    })
  }
  return checked
}

function checkRow(row: number, ruled: RuledRow, first: number | undefined, judge: () => Verdict): CheckedRow {
  const { item } = ruled
  const problems = [...ruled.problems]
  if (first !== undefined && first !== row) problems.push(duplicateOf(first))
  const verdict = problems.length === 0 ? judge() : undefined
  if (verdict && 'does' in verdict) return { row, item, problems: [], ...verdict }
  if (verdict) problems.push(verdict)
  return { row, item, does: 'problem', problems: problems.map((problem) => ({ row, ...problem })) }
}

/** The first row with these codes, whatever else may be wrong with it. */
async function rowsByCodes(rows: readonly RuledRow[]): Promise<Map<string, number>> {
  const firstWith = new Map<string, number>()
  await inSlices(rows, ({ item, problems }, index) => {
    if (problems.some(({ field }) => field.startsWith('codes'))) return
    const key = keyOf(item.codes)
    if (!firstWith.has(key)) firstWith.set(key, index + 1)
  })
  return firstWith
}

/** Indexes by level: a child is judged after its parent, but when both go the parent after its children. */
async function depthsOf(rows: readonly RuledRow[], operation: ListOperation): Promise<number[][]> {
  const depths: number[][] = []
  await inSlices(rows, ({ item }, index) => {
    const depth = depths[item.codes.length] ?? []
    depths[item.codes.length] = depth
    depth.push(index)
  })
  const ordered = depths.filter((depth) => depth !== undefined)
  return operation === 'delete' ? ordered.reverse() : ordered
}

interface Look {
  snapshot: ListSnapshot
  /** The row of the file with these codes, where it has been judged already. */
  inFile(codes: readonly string[]): CheckedRow | undefined
  suggest(codes: readonly string[]): string | undefined
  withChildren: boolean
}

const judgeFor: Record<ListOperation, (item: ListBatchItem, look: Look) => Verdict> = {
  create(item, look) {
    const from = look.snapshot.nameOf(item.codes)
    return from === undefined ? added(item, look) : alreadyThere(from)
  },
  update(item, look) {
    const from = look.snapshot.nameOf(item.codes)
    return from === undefined ? notInList(item, look) : changed(item, from)
  },
  merge(item, look) {
    const from = look.snapshot.nameOf(item.codes)
    return from === undefined ? added(item, look) : changed(item, from)
  },
  delete(item, look) {
    const from = look.snapshot.nameOf(item.codes)
    if (from === undefined) return notInList(item, look)
    return (look.withChildren ? null : staysBelow(item, look)) ?? { does: 'remove', from }
  },
}

/** Dates cannot be read back, so a row that has some is sent: the list may hold others. */
function changed(item: ListBatchItem, from: string): Verdict {
  if (item.name !== from) return { does: 'rename', from }
  return { does: item.startDate === undefined ? 'unchanged' : 'redate', from }
}

function added(item: ListBatchItem, look: Look): Verdict {
  for (let depth = 1; depth < item.codes.length; depth += 1) {
    const parent = item.codes.slice(0, depth)
    const row = look.inFile(parent)
    if (look.snapshot.nameOf(parent) !== undefined || row?.does === 'add') continue
    return missingParent(parent, row?.row, look.suggest(parent))
  }
  return { does: 'add' }
}

function missingParent(parent: string[], row: number | undefined, meant: string | undefined): RowProblem {
  const advice = meant ? `Write ${meant}` : 'Add a row for the parent, or write its code anew.'
  return {
    code: '2007',
    field: `codes[${parent.length - 1}]`,
    message: row
      ? `Its parent ${shown(parent)} is row ${row}, which cannot be added itself.`
      : `The list has no item ${shown(parent)}, and no row adds it.`,
    advice: row ? `Correct row ${row} first.` : advice,
  }
}

function alreadyThere(from: string): RowProblem {
  return {
    code: 'already-there',
    field: 'codes',
    message: `The list has this item already, as “${from}”.`,
    advice: 'Leave the row out, or import with merge to change the item.',
  }
}

/** Concur would make a second item of an update that finds none. */
function notInList({ codes }: ListBatchItem, look: Look): RowProblem {
  const depth = codes.findIndex((_, index) => look.snapshot.nameOf(codes.slice(0, index + 1)) === undefined)
  const missing = codes.slice(0, depth + 1)
  const meant = look.suggest(missing)
  return {
    code: 'not-in-list',
    field: `codes[${depth}]`,
    message: `The list has no item ${shown(missing)}.`,
    advice: meant ? `Write ${meant}` : 'Write the code anew, or leave the row out.',
  }
}

function staysBelow(item: ListBatchItem, look: Look): RowProblem | null {
  const children = look.snapshot.below(item.codes)?.values() ?? []
  const staying = [...children].filter(({ codes }) => look.inFile(codes)?.does !== 'remove')
  const [first] = staying
  if (!first) return null
  const others = staying.length === 1 ? '' : ` and ${staying.length - 1} more`
  return {
    code: 'has-children',
    field: 'codes',
    message: `${shown(first.codes)} “${first.name}”${others} would stay below it.`,
    advice: 'Delete what hangs below with it, or add rows for it.',
  }
}

function duplicateOf(row: number): RowProblem {
  return {
    code: 'duplicate-in-file',
    field: 'codes',
    message: `Row ${row} has the same codes.`,
    advice: `Leave out this row or row ${row}.`,
  }
}

/** One index for each branch that is asked about, made when the first row asks. */
function suggestions(snapshot: ListSnapshot): Look['suggest'] {
  const branches = new Map<string, NearMiss>()
  return (codes) => {
    const parent = codes.slice(0, -1)
    const key = keyOf(parent)
    const known = branches.get(key) ?? nearMissAmong(snapshot.below(parent)?.keys() ?? [])
    branches.set(key, known)
    return known(codes.at(-1) ?? '')
  }
}

/** Codes as people read them. */
export function shown(codes: readonly string[]): string {
  return codes.join(' / ')
}
