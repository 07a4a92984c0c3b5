'use client'

import { lazy, Suspense, useEffect } from 'react'

export type Overlay = 'palette' | 'keyboard' | 'disconnect'

/** Loaded when they are first asked for: none of them is needed to read the inbox. */
const CommandPalette = lazy(() =>
  import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
)
const KeyboardHelp = lazy(() =>
  import('./keyboard-help.tsx').then((module) => ({ default: module.KeyboardHelp })),
)
const DisconnectDialog = lazy(() =>
  import('./disconnect-dialog.tsx').then((module) => ({ default: module.DisconnectDialog })),
)

interface DeskOverlaysProps {
  open: Overlay | null
  onChange: (overlay: Overlay | null) => void
}

export function DeskOverlays({ open, onChange }: DeskOverlaysProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return
      // Over another dialog the palette would act on a page that cannot be seen.
      if (open === null && document.querySelector('[role="dialog"], [role="alertdialog"]')) return
      event.preventDefault()
      onChange(open === 'palette' ? null : 'palette')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [open, onChange])
  const close = () => onChange(null)
  return (
    <Suspense>
      {open === 'palette' ? <CommandPalette onClose={close} /> : null}
      {open === 'keyboard' ? <KeyboardHelp onClose={close} /> : null}
      {open === 'disconnect' ? <DisconnectDialog onClose={close} /> : null}
    </Suspense>
  )
}
