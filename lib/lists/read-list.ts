import { getList } from '#lib/concur/lists-v1.ts'
import type { Context } from '#lib/context.ts'
import type { List } from '#lib/contracts/lists.ts'
import { presentList } from './present-list.ts'

export async function readList({ concur }: Context, listId: string): Promise<List> {
  return presentList(await getList(concur, listId))
}
