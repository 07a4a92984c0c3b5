import { useQueries } from '@tanstack/react-query'
import { codesOf } from './item-key.ts'
import { branchOptions } from './lists.queries.ts'
import type { Branch } from './tree-rows.ts'

export interface OpenBranches {
  branches: ReadonlyMap<string, Branch>
  /** The error of a branch that could not be read, by its key. */
  errors: ReadonlyMap<string, unknown>
  /** When the oldest of them was read, in epoch milliseconds; 0 before. */
  readAt: number
  reading: boolean
  retry: (key: string) => void
}

/** Reads level 1 and every open branch of a list, and keeps them while they stay open. */
export function useOpenBranches(listId: string, open: ReadonlySet<string>): OpenBranches {
  const keys = ['', ...open]
  const queries = useQueries({
    queries: keys.map((key) => branchOptions({ listId, parent: codesOf(key) })),
  })
  const each = keys.flatMap((key, index) => {
    const query = queries[index]
    return query ? [{ key, query }] : []
  })
  return {
    branches: new Map(each.map(({ key, query }) => [key, { items: query.data, failed: query.isError }])),
    errors: new Map(each.flatMap(({ key, query }) => (query.error ? [[key, query.error]] : []))),
    readAt: Math.min(...each.map(({ query }) => query.dataUpdatedAt)),
    reading: each.some(({ query }) => query.isFetching),
    retry: (key) => void each.find((one) => one.key === key)?.query.refetch(),
  }
}
