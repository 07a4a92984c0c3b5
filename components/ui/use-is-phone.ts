'use client'

import { useSyncExternalStore } from 'react'

const QUERY = '(width < 701px)'

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(QUERY)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** Below the `desk` breakpoint. What only looks different is left to CSS; this is for what is a different thing. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => false,
  )
}
