'use client'

import { useEffect, useId, useSyncExternalStore } from 'react'

/** Something that a person can do on this page, offered in the command palette. */
export interface Command {
  id: string
  label: string
  /** Printed beside the label; `useKeys` is what binds it. */
  keys?: string
  run: () => void
}

const byOwner = new Map<string, readonly Command[]>()
const listeners = new Set<() => void>()
let all: readonly Command[] = []

function publish(): void {
  all = [...byOwner.values()].flat()
  for (const tell of listeners) tell()
}

/** Offers commands for as long as the component is on the page. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId()
  useEffect(() => {
    byOwner.set(owner, commands)
    publish()
    return () => {
      byOwner.delete(owner)
      publish()
    }
  }, [owner, commands])
}

const none: readonly Command[] = []

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What the whole desk offers at this moment. */
export function useOfferedCommands(): readonly Command[] {
  return useSyncExternalStore(
    subscribe,
    () => all,
    () => none,
  )
}
