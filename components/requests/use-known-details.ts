import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import type { TravelRequest } from '#lib/contracts/requests.ts'

const prefix = ['requests', 'details'] as const
const none: ReadonlyMap<string, TravelRequest> = new Map()

/** Details that are at hand, by request key: the list itself says nothing of exceptions. */
export function useKnownDetails(): ReadonlyMap<string, TravelRequest> {
  const client = useQueryClient()
  const [store] = useState(() => watchDetails(client))
  return useSyncExternalStore(store.subscribe, store.read, () => none)
}

function watchDetails(client: QueryClient) {
  let known = collect(client)
  return {
    read: () => known,
    subscribe(listener: () => void): () => void {
      return client.getQueryCache().subscribe((event) => {
        if (event.query.queryKey[0] !== prefix[0] || event.query.queryKey[1] !== prefix[1]) return
        const changed =
          event.type === 'removed' || (event.type === 'updated' && event.action.type === 'success')
        if (!changed) return
        known = collect(client)
        listener()
      })
    },
  }
}

function collect(client: QueryClient): ReadonlyMap<string, TravelRequest> {
  const found = client.getQueriesData<TravelRequest>({ queryKey: prefix })
  return new Map(found.flatMap(([, request]) => (request ? [[request.requestKey, request]] : [])))
}
