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
  return useQueries({
    queries: keys.map((key) => branchOptions({ listId, parent: codesOf(key) })),
    // Runs only when an answer changed: a new map would build the whole tree anew.
    combine: (queries): OpenBranches => {
      const each = queries.map((query, index) => ({ key: keys[index] ?? '', query }))
      const read = queries.filter((query) => query.data)
      return {
        branches: new Map(each.map(({ key, query }) => [key, { items: query.data, failed: query.isError }])),
        errors: new Map(each.flatMap(({ key, query }) => (query.error ? [[key, query.error]] : []))),
        readAt: read.length > 0 ? Math.min(...read.map((query) => query.dataUpdatedAt)) : 0,
        reading: queries.some((query) => query.isFetching),
        retry: (key) => void each.find((one) => one.key === key)?.query.refetch(),
      }
    },
  })
}
