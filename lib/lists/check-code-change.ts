import type { z } from 'zod'
import { type ConcurList, getList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { CheckProblem, checkCodeChange as endpoint, ListItem } from '#lib/contracts/lists.ts'
import { notFound } from '#lib/refusal.ts'
import { shown } from './check-rows.ts'
import { applyItemRules } from './item-rules.ts'
import { presentItem } from './present-list.ts'
import { readBelow } from './read-below.ts'
import { readBranches } from './read-branches.ts'

export interface CodeChange {
  list: ConcurList
  item: ListItem
  newCodes: string[]
  /** Everything below the item, parents first. */
  children: ListItem[]
  /** Row 1 is the item, its children follow. */
  problems: CheckProblem[]
}

/**
 * What a change of this code would delete and add. Everything is held against the rules before anything is deleted: an
 * item of old that breaks one could not be added again.
 * @throws Refusal 404 where the list has no such item; ConcurError
 */
export async function checkCodeChange(
  { concur }: Pick<Context, 'concur'>,
  listId: string,
  { codes, newCode, name: newName }: z.output<typeof endpoint.body>,
): Promise<CodeChange> {
  const list = await getList(concur, listId)
  const snapshot = await readBranches(concur, listId, [codes])
  const name = snapshot.nameOf(codes)
  if (name === undefined) throw notFound(`The list ${list.name} has no item ${shown(codes)}.`)
  const item = presentItem({ name, codes }, list)
  const below = await readBelow(concur, list, [codes])
  const children = below.map((child) => presentItem(child, list))

  const newCodes = [...codes.slice(0, -1), newCode.trim()]
  const added = [
    { name: newName || name, codes: newCodes },
    ...children.map((child) => ({
      name: child.name,
      codes: [...newCodes, ...child.codes.slice(codes.length)],
    })),
  ]
  const problems = added.flatMap((row, index) =>
    problemsOf(row, index + 1, list.levels).map((problem) =>
      index === 0 ? problem : ofChild(problem, row.codes),
    ),
  )
  const taken = problems.length === 0 ? takenCode(codes, newCodes, snapshot.nameOf(newCodes)) : []
  return { list, item, newCodes, children, problems: [...problems, ...taken] }
}

function problemsOf(item: { name: string; codes: string[] }, row: number, levels: number): CheckProblem[] {
  // An empty last code would pass for an item one level up.
  if (item.codes.at(-1) === '')
    return [
      {
        row,
        code: String(1012 + item.codes.length),
        field: `codes[${item.codes.length - 1}]`,
        message: 'The new code is empty.',
        advice: 'Give the item its code.',
      },
    ]
  return applyItemRules(item, 'create', levels).problems.map((problem) => ({ row, ...problem }))
}

function ofChild(problem: CheckProblem, codes: string[]): CheckProblem {
  return {
    ...problem,
    message: `${shown(codes)} could not be added again: ${problem.message}`,
    advice: `Correct that item first. ${problem.advice}`,
  }
}

function takenCode(codes: string[], newCodes: string[], name: string | undefined): CheckProblem[] {
  if (name === undefined) return []
  const isSame = codes.at(-1) === newCodes.at(-1)
  return [
    {
      row: 1,
      code: 'already-there',
      field: `codes[${codes.length - 1}]`,
      message: isSame ? 'The item has this code already.' : `The list has this code already, as “${name}”.`,
      advice: 'Write another code.',
    },
  ]
}
