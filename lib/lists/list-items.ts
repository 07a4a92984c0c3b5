import type { z } from 'zod'
import { listItems as askConcur, getList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { listItems as endpoint } from '#lib/contracts/lists.ts'
import { presentItem } from './present-list.ts'

type Answer = z.output<typeof endpoint.answer>

/** The client gives the same array for the same bytes, so a branch that did not change is presented once. */
const presented = new WeakMap<object, { levels: number; answer: Answer }>()

/** Items of level 1, or right below a parent. */
export async function listItems(
  { concur }: Context,
  listId: string,
  { parentCode, filter }: z.output<typeof endpoint.query>,
): Promise<Answer> {
  const [list, items] = await Promise.all([
    getList(concur, listId),
    askConcur(concur, listId, { parentCodes: parentCode, filter }),
  ])
  const known = presented.get(items)
  if (known?.levels === list.levels) return known.answer
  const answer = { items: items.map((item) => presentItem(item, list)) }
  presented.set(items, { levels: list.levels, answer })
  return answer
}
