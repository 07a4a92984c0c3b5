'use client'

import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'
import { dismissToast, type ShownToast, toasts } from './toast.ts'
import { type Tone, toneIcon } from './tone.ts'

const SHOWN_FOR = 7000
const nothing: readonly ShownToast[] = []
const inks: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  neutral: 'text-ink-2',
  accent: 'text-accent',
}

/** One for the whole desk. The region is there from the start, so that what comes into it is read aloud. */
export function ToastRegion() {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.current, () => nothing)
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 grid justify-items-center gap-2 desk:inset-x-auto desk:right-4 desk:bottom-16 desk:justify-items-end"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: ShownToast }) {
  const [held, setHeld] = useState(false)
  const stays = toast.tone === 'bad' || toast.tone === 'warn'
  useEffect(() => {
    if (held || stays) return
    const timer = setTimeout(() => dismissToast(toast.id), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [held, stays, toast.id])
  const tone = toast.tone ?? 'neutral'
  const Icon = toneIcon[tone]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only holds the message, it presses nothing
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-96 animate-rise items-start gap-2.5 rounded-lg bg-raised p-3 shadow-overlay"
    >
      <Icon aria-hidden="true" className={classes('mt-0.5', inks[tone])} />
      <div className="min-w-0 flex-1">
        <p className="font-strong">{toast.title}</p>
        {toast.detail ? <p className="text-ink-2 wrap-break-word">{toast.detail}</p> : null}
        {toast.action ? (
          <Button
            size="small"
            className="mt-2"
            onClick={() => {
              toast.action?.run()
              dismissToast(toast.id)
            }}
          >
            {toast.action.label}
          </Button>
        ) : null}
      </div>
      <IconButton
        icon={X}
        label="Close the message"
        className="-m-1"
        onClick={() => dismissToast(toast.id)}
      />
    </div>
  )
}
