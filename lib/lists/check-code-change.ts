import type { z } from 'zod'
import { type ConcurList, getList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { CheckProblem, checkCodeChange as endpoint, ListItem } from '#lib/contracts/lists.ts'
import { notFound } from '#lib/refusal.ts'
import { shown } from './check-rows.ts'
import { applyItemRules } from './item-rules.ts'
import { presentItem, presentList } from './present-list.ts'
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

/** What a change of this code would delete and add, for the page. @throws Refusal 404 where the list has no such item; ConcurError */
export async function checkCodeChange(
  context: Pick<Context, 'concur'>,
  listId: string,
  change: z.output<typeof endpoint.body>,
) {
  const planned = await planCodeChange(context, listId, change)
  return { ...planned, list: presentList(planned.list) }
}

/**
 * What a change of this code would delete and add. Everything is held against the rules before anything is deleted: an
 * item of old that breaks one could not be added again.
 * @throws Refusal 404 where the list has no such item; ConcurError
 */
export async function planCodeChange(
  { concur }: Pick<Context, 'concur'>,
  listId: string,
  { codes, newCode, name: newName }: z.output<typeof endpoint.body>,
): Promise<CodeChange> {
  const list = await getList(concur, listId)
  const snapshot = await readBranches(concur, listId, [codes])
  const name = snapshot.nameOf(codes)
  if (name === undefined) throw notFound(`The list ${list.name} has no item ${shown(codes)}.`)
  const item = presentItem({ name, codes }, list)
  const children = (await readBelow(concur, list, [codes])).map((child) => presentItem(child, list))

  const newCodes = [...codes.slice(0, -1), newCode.trim()]
  const own = ownProblems({ name: newName || name, codes: newCodes }, list.levels)
  const taken = own.length === 0 ? takenCode(codes, newCodes, snapshot.nameOf(newCodes)) : []
  const ofChildren = children.flatMap((child, index) =>
    childProblems(child, codes.length, index + 2, list.levels),
  )
  return { list, item, newCodes, children, problems: [...own, ...taken, ...ofChildren] }
}

function ownProblems(item: { name: string; codes: string[] }, levels: number): CheckProblem[] {
  const last = item.codes.length - 1
  // An empty last code would pass for an item one level up.
  if (item.codes[last] === '')
    return [
      {
        row: 1,
        code: String(1013 + last),
        field: `codes[${last}]`,
        message: 'The new code is empty.',
        advice: 'Give the item its code.',
      },
    ]
  return applyItemRules(item, 'create', levels).problems.map((problem) => ({ row: 1, ...problem }))
}

/** What keeps a child of today from being added again, but for the codes that it has from above. */
function childProblems(child: ListItem, depth: number, row: number, levels: number): CheckProblem[] {
  const fromAbove = child.codes.slice(0, depth).map((_, level) => `codes[${level}]`)
  return applyItemRules(child, 'create', levels)
    .problems.filter(({ field }) => !fromAbove.includes(field))
    .map((problem) => ({
      ...problem,
      row,
      message: `${shown(child.codes)} could not be added again: ${problem.message}`,
      advice: `Correct that item first. ${problem.advice}`,
    }))
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
