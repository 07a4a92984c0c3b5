import { listLists as askConcur } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { List } from '#lib/contracts/lists.ts'
import { presentList } from './present-list.ts'

export async function listLists({ concur }: Context): Promise<{ items: List[] }> {
  const lists = await askConcur(concur)
  return { items: lists.map(presentList) }
}
