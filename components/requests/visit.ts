import { useSyncExternalStore } from 'react'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { requestExceptions } from './request-exceptions.ts'

/** What the person did since the page was loaded. It is kept nowhere else. */
interface Visit {
  /** Exceptions that were on the screen, by request key. */
  seen: ReadonlyMap<string, string>
  lastAct: string | null
}

const nothing: Visit = { seen: new Map(), lastAct: null }
let visit = nothing
const listeners = new Set<() => void>()

export function useVisit(): Visit {
  return useSyncExternalStore(
    subscribe,
    () => visit,
    () => nothing,
  )
}

export function rememberSeen(request: TravelRequest): void {
  if (hasSeen(visit, request)) return
  change({ ...visit, seen: new Map(visit.seen).set(request.requestKey, written(request)) })
}

export function rememberAct(words: string): void {
  change({ ...visit, lastAct: words })
}

/** False again when Concur raised another exception after the person had looked. */
export function hasSeen({ seen }: Visit, request: TravelRequest): boolean {
  return seen.get(request.requestKey) === written(request)
}

function written(request: TravelRequest): string {
  return requestExceptions(request)
    .map(({ code, place, message }) => `${code} ${place} ${message}`)
    .join('\n')
}

function change(next: Visit): void {
  visit = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
