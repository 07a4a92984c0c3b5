import { useSearchParams } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import { addressWith, type UrlState } from './url-state.ts'

/** The page shows a change at once, the address follows behind the frame, no more often than this: Safari refuses more than 100 changes in ten seconds, and a key held down asks for more. */
const APART_MS = 120

/** What the page shows while the address, or the router behind it, still says something else. */
let ahead: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let writtenAt = Number.NEGATIVE_INFINITY
const listeners = new Set<() => void>()

export type ChangeUrl<State> = (change: Partial<State>, options?: { history: 'push' | 'replace' }) => void

/**
 * State that lives in the address: shared by link, restored by reload, Back and Forward. A change is drawn in the event that made it;
 * `push` makes an entry of the history, anything else replaces the present one.
 */
export function useUrlState<State>(fields: UrlState<State>): [State, ChangeUrl<State>] {
  const routed = useSearchParams().toString()
  const search = useSyncExternalStore(
    subscribe,
    () => ahead,
    () => undefined,
  )
  useEffect(() => {
    if (timer !== undefined) return
    if (ahead === routed) ahead = undefined
    // The router was told to go elsewhere, by a link to this very page for instance.
    else if (ahead !== new URLSearchParams(window.location.search).toString()) show(undefined)
  }, [routed])
  const change: ChangeUrl<State> = (change, { history } = { history: 'replace' }) => {
    const before = new URLSearchParams(ahead ?? window.location.search)
    const after = new URLSearchParams(before)
    for (const [name, text] of Object.entries(fields.write({ ...fields.read(before), ...change }))) {
      if (text === null) after.delete(name)
      else after.set(name, text)
    }
    show(after.toString())
    if (history === 'push') {
      window.history.pushState(null, '', addressWith(after))
      settle()
    } else follow(window.location.pathname)
  }
  return [fields.read(new URLSearchParams(search ?? routed)), change]
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', forget)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.removeEventListener('popstate', forget)
    forget()
  }
}

function show(search: string | undefined): void {
  ahead = search
  for (const tell of listeners) tell()
}

function follow(path: string): void {
  timer ??= setTimeout(
    () => {
      settle()
      // Another page has come meanwhile: its address is its own.
      if (ahead === undefined || window.location.pathname !== path) return
      writtenAt = performance.now()
      window.history.replaceState(null, '', addressWith(new URLSearchParams(ahead)))
    },
    writtenAt + APART_MS - performance.now(),
  )
}

function settle(): void {
  clearTimeout(timer)
  timer = undefined
}

/** Somebody went back or forth, or left the page: now the address leads. */
function forget(): void {
  settle()
  show(undefined)
}
