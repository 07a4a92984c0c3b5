import type { ConcurList, ConcurListItem } from '#lib/concur/lists-v1.ts'
import type { List, ListItem } from '#lib/contracts/lists.ts'

export function presentList({ id, name, levels, isVendor }: ConcurList): List {
  return { id, name, levels, isVendor }
}

export function presentItem({ name, codes }: ConcurListItem, { levels }: ConcurList): ListItem {
  return { name, codes, canHaveChildren: codes.length < levels }
}
