import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { keyOf } from './item-key.ts'
import { branchOptions, readItems } from './lists.queries.ts'
import type { Branches } from './tree-rows.ts'
import type { Walked } from './walk-branches.ts'

/** So few calls are made without being asked for. */
const FEW = 20
const TYPING_ENDS = 500

export interface DeepSearch {
  state: 'idle' | 'reading' | 'done' | 'stopped' | 'problem'
  error: unknown
  walked: Walked
  /** Branches that were read for this search; of the last level only what matches. */
  found: ReadonlyMap<string, readonly ListItem[]>
}

const idle: DeepSearch = {
  state: 'idle',
  error: null,
  walked: { items: 0, branches: 0, toGo: 0 },
  found: new Map(),
}

/**
 * Looks through the branches that nobody has opened. The last level, where most items are, is asked with Concur's own
 * filter; the levels above are read whole, since what matches may hang below any of them.
 */
export function useDeepSearch(list: List, text: string, read: Branches) {
  const client = useQueryClient()
  const running = useRef<AbortController>(null)
  const [search, setSearch] = useState({ text, ...idle })
  const current = search.text === text ? search : { text, ...idle }
  const unread = text === '' ? 0 : countUnread(read, current.found)

  async function start(): Promise<void> {
    const { walkBranches } = await import('./walk-branches.ts')
    const controller = new AbortController()
    running.current?.abort()
    running.current = controller
    const branches = new Map(current.found)
    for (const [key, { items }] of read) if (items) branches.set(key, items)
    const tell = (told: Partial<DeepSearch>) => {
      if (running.current === controller)
        setSearch((before) => ({ ...(before.text === text ? before : idle), ...told, text }))
    }
    tell({ state: 'reading', error: null })
    try {
      await walkBranches({
        from: [],
        branches,
        signal: controller.signal,
        read: (parent, signal) =>
          parent.length === list.levels - 1
            ? readItems({ listId: list.id, parent, filter: text }, signal)
            : client.fetchQuery(branchOptions({ listId: list.id, parent })),
        onProgress: (walked) => tell({ walked, found: new Map(branches) }),
      })
      tell({ state: 'done' })
    } catch (error) {
      tell(controller.signal.aborted ? { state: 'stopped' } : { state: 'problem', error })
    }
  }

  const latestStart = useRef(start)
  useEffect(() => {
    latestStart.current = start
  })
  const byItself = current.state === 'idle' && unread > 0 && unread <= FEW
  useEffect(() => {
    if (!byItself || text === '') return
    const timer = setTimeout(() => void latestStart.current(), TYPING_ENDS)
    return () => clearTimeout(timer)
  }, [byItself, text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a search ends with the text that it looks for
  useEffect(
    () => () => {
      running.current?.abort()
      running.current = null
    },
    [text],
  )

  return { search: current, unread, start: () => void start(), stop: () => running.current?.abort() }
}

/** Parents whose branch is known of and was not read. */
function countUnread(read: Branches, found: DeepSearch['found']): number {
  let count = 0
  const look = (items: readonly ListItem[]) => {
    for (const item of items) {
      if (!item.canHaveChildren) continue
      const key = keyOf(item.codes)
      const below = read.get(key)?.items ?? found.get(key)
      if (below) look(below)
      else count += 1
    }
  }
  look(read.get('')?.items ?? [])
  return count
}
