import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False while the page is still the server's, and nothing in it answers yet. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
