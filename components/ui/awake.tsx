'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { useHydrated } from './use-hydrated.ts'

/**
 * The server's page is there before its scripts are: until then its controls are off, since a press would do nothing, and a choice
 * would be taken back. They do not look it, as nobody should see a page flicker. Each part that arrives by itself has its own.
 */
export function Awake({ children }: { children: ReactNode }) {
  const awake = useHydrated()
  const part = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    // The browser does not go to a field that is off, and never looks again.
    if (awake && document.activeElement === document.body)
      part.current?.querySelector<HTMLElement>('[autofocus]')?.focus()
  }, [awake])
  return (
    <fieldset ref={part} role="presentation" disabled={!awake} className="contents">
      {children}
    </fieldset>
  )
}
