'use client'

import type { LucideIcon } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { loadAhead } from './load-ahead.ts'

const MenuPopover = lazy(() =>
  import('./menu-popover.tsx').then((module) => ({ default: module.MenuPopover })),
)

export interface MenuItem {
  id: string
  label: string
  icon?: LucideIcon
  keys?: string
  danger?: boolean
  /** Ticked, for one of several choices. */
  checked?: boolean
  onAction: () => void
}

/** Groups are drawn with a line between them. */
export interface MenuGroup {
  label?: string
  items: readonly MenuItem[]
}

export interface MenuProps {
  /** Names the menu. */
  label: string
  /** What stands on the button, and names it. */
  children: ReactNode
  groups: readonly MenuGroup[]
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end'
  className?: string
}

/** A plain button; what it opens is loaded with the first press. */
export function Menu({ label, children, groups, placement = 'bottom start', className }: MenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onPointerEnter={() => loadAhead(() => import('./menu-popover.tsx'))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
        className={classes(className)}
      >
        {children}
      </button>
      {open ? (
        <Suspense>
          <MenuPopover {...{ label, groups, placement, trigger }} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
