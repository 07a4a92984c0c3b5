import { hashKey, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { codesOf } from './item-key.ts'
import { branchKeys, branchOptions } from './lists.queries.ts'
import type { Branch, Branches } from './tree-rows.ts'

/** Every branch of the list that was read and is still kept, open or not: what a filter can look through at once. */
export function useReadBranches(listId: string): Branches {
  const client = useQueryClient()
  const [store] = useState(() => readBranches(client, listId))
  return useSyncExternalStore(store.subscribe, store.current, store.current)
}

function readBranches(client: QueryClient, listId: string) {
  const cache = client.getQueryCache()
  const prefix = hashKey(branchKeys(listId)).slice(0, -1)
  let branches = collect()

  function collect(): Branches {
    const found = new Map<string, Branch>()
    for (const { queryKey } of cache.findAll({ queryKey: branchKeys(listId) })) {
      const key = String(queryKey.at(-1))
      const items = client.getQueryData(branchOptions({ listId, parent: codesOf(key) }).queryKey)
      if (items) found.set(key, { items, failed: false })
    }
    return found
  }

  return {
    current: () => branches,
    subscribe: (tell: () => void) => {
      branches = collect()
      return cache.subscribe((event) => {
        const moves =
          event.type === 'removed' || (event.type === 'updated' && event.action.type === 'success')
        if (!moves || !event.query.queryHash.startsWith(prefix)) return
        branches = collect()
        tell()
      })
    },
  }
}
