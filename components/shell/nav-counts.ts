'use client'

import { useEffect, useSyncExternalStore } from 'react'

export type NavId = 'requests' | 'lists' | 'exceptions' | 'jobs' | 'audit'

type NavCounts = Partial<Record<NavId, number>>

let counts: NavCounts = {}
const none: NavCounts = {}
const listeners = new Set<() => void>()

/** Tells the navigation how many wait behind a link. Undefined leaves the last known count. */
export function useNavCount(id: NavId, count: number | undefined): void {
  useEffect(() => {
    if (count === undefined || counts[id] === count) return
    counts = { ...counts, [id]: count }
    for (const tell of listeners) tell()
  }, [id, count])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useNavCounts(): NavCounts {
  return useSyncExternalStore(
    subscribe,
    () => counts,
    () => none,
  )
}
