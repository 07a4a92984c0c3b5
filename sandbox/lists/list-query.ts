import { ConcurError } from '../http/concur-error.ts'
import type { ConcurList, ListItem } from './entities.ts'

export type ItemQuery = { parentCodes: readonly string[]; filter: string }

/** The parent stands in the query, once a level, or in the path as in an item's own `items-link`. */
export function readItemQuery({ pathname, searchParams }: URL): ItemQuery {
  const terms = [...searchParams].map(([name, value]) => [name.toLowerCase(), value] as const)
  const asked = terms
    .filter(([name, value]) => name === 'parentcode' && value !== '')
    .map(([, value]) => value)
  const segments = pathname.replace(/^.*?\/items\/?/, '').split('/')
  return {
    parentCodes: [...segments.filter(Boolean).map(decoded), ...asked],
    filter: terms.find(([name]) => name === 'filter')?.[1] ?? '',
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new ConcurError(400, 'The specified URI is invalid.')
  }
}

/** Active items one level below the parent. The filter is looked for in name and code, whatever the case. */
export function findItems(list: ConcurList, { parentCodes, filter }: ItemQuery): ListItem[] {
  const parent = list.items.find(parentCodes)
  if (!parent || parent.deactivated) return []
  const wanted = filter.toLowerCase()
  return [...parent.below.values()].filter(
    ({ name, codes, deactivated }) =>
      !deactivated && `${name}\n${codes.at(-1)}`.toLowerCase().includes(wanted),
  )
}
