import type { Tone } from './tone.ts'

export interface Toast {
  tone?: Tone
  title: string
  detail?: string
  action?: { label: string; run: () => void }
}

export interface ShownToast extends Toast {
  id: number
}

const MOST = 4
let shown: readonly ShownToast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function change(next: readonly ShownToast[]): void {
  shown = next
  for (const tell of listeners) tell()
}

/** Says something in the corner and aloud. What must not be missed belongs on the page instead. */
export function showToast(toast: Toast): number {
  lastId += 1
  change([...shown, { ...toast, id: lastId }].slice(-MOST))
  return lastId
}

export function dismissToast(id: number): void {
  change(shown.filter((toast) => toast.id !== id))
}

export const toasts = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  current: (): readonly ShownToast[] => shown,
}
