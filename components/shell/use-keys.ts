'use client'

import { useEffect, useRef } from 'react'

type Run = (event: KeyboardEvent) => void

/** A function, or one with the words that the keyboard help prints for it. */
export type KeyBinding = Run | { label: string; run: Run }
export type KeyBindings = Readonly<Record<string, KeyBinding>>

interface BoundKeys {
  current: KeyBindings
}

const bound = new Set<BoundKeys>()

/** Held down, these go on; every other key acts once, so that a resting finger approves one request and not ten. */
const MOVING = new Set(['j', 'k', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'])
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]'
const PRESSABLE = 'button, a, summary'
const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"]'

/**
 * Binds single keys of the page, by `KeyboardEvent.key`. They rest while a person types, in dialogs and menus, and with Ctrl, Alt or ⌘.
 * A binding that ran prevents the browser's own doing.
 */
export function useKeys(bindings: KeyBindings): void {
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  }, [bindings])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const binding = isForPage(event) ? latest.current[event.key] : undefined
      if (!binding || (event.repeat && !MOVING.has(event.key))) return
      event.preventDefault()
      if (typeof binding === 'function') binding(event)
      else binding.run(event)
    }
    window.addEventListener('keydown', onKeyDown)
    bound.add(latest)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      bound.delete(latest)
    }
  }, [])
}

function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false
  const { target } = event
  if (target instanceof Element) {
    if (target.closest(TYPING)) return false
    if ((event.key === 'Enter' || event.key === ' ') && target.closest(PRESSABLE)) return false
  }
  return document.querySelector(OVERLAY) === null
}

/** The labelled keys of the page as they are bound right now. */
export function boundKeys(): { keys: string; label: string }[] {
  const lines = new Map<string, string>()
  for (const { current } of bound)
    for (const [keys, binding] of Object.entries(current))
      if (typeof binding !== 'function') lines.set(keys, binding.label)
  return [...lines].map(([keys, label]) => ({ keys, label }))
}
