import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListItem } from '#lib/contracts/lists.ts'
import { keyOf } from './item-key.ts'
import { readItems } from './lists.queries.ts'

import { itemsInOrder, walkBranches } from './walk-branches.ts'

/** Everything below some items, read anew: what a delete takes along. `known` counts while it is being read. */
export function useItemsBelow(listId: string, items: readonly ListItem[]) {
  const [known, setKnown] = useState(0)
  const [branches] = useState(() => new Map<string, readonly ListItem[]>())
  const parents = items.filter(({ canHaveChildren }) => canHaveChildren)
  const reading = useQuery({
    queryKey: ['lists', 'below', listId, parents.map(({ codes }) => keyOf(codes))],
    queryFn: async ({ signal }) => {
      const below: ListItem[] = []
      for (const { codes } of parents) {
        const before = below.length
        await walkBranches({
          from: codes,
          branches,
          signal,
          read: (parent, either) => readItems({ listId, parent }, either),
          onProgress: (walked) => setKnown(before + walked.items),
        })
        below.push(...itemsInOrder(branches, codes))
      }
      return below
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return { known, ...reading }
}
