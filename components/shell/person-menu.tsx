'use client'

import { ChevronsUpDown, CircleUser, Keyboard, LogOut, MonitorOff, Unplug } from 'lucide-react'
import { useState } from 'react'
import { Menu, type MenuGroup } from '#components/ui/menu.tsx'
import { showToast } from '#components/ui/toast.ts'
import { BffProblem } from '#lib/browser/call-bff.ts'
import type { Me } from '#lib/contracts/me.ts'
import type { Overlay } from './desk-overlays.tsx'
import { endEverySession, endSession } from './session-acts.ts'
import { chooseTheme, type Theme } from './theme.ts'

interface PersonMenuProps {
  me: Me
  theme: Theme
  onOpen: (overlay: Overlay) => void
  /** On a phone the menu is one of the entries at the foot. */
  onPhone?: boolean
}

export function PersonMenu({ me, theme: first, onOpen, onPhone = false }: PersonMenuProps) {
  const [theme, setTheme] = useState(first)
  const choose = (chosen: Theme) => {
    setTheme(chosen)
    chooseTheme(chosen)
  }
  const groups: MenuGroup[] = [
    {
      label: 'Theme',
      items: [
        { id: 'light', label: 'Light', checked: theme === 'light', onAction: () => choose('light') },
        { id: 'dark', label: 'Dark', checked: theme === 'dark', onAction: () => choose('dark') },
        {
          id: 'system',
          label: 'As the system',
          checked: theme === 'system',
          onAction: () => choose('system'),
        },
      ],
    },
    {
      items: [
        {
          id: 'keyboard',
          label: 'Keyboard help',
          icon: Keyboard,
          keys: '?',
          onAction: () => onOpen('keyboard'),
        },
      ],
    },
    {
      items: [
        { id: 'sign-out', label: 'Sign out', icon: LogOut, onAction: () => end(endSession) },
        {
          id: 'everywhere',
          label: 'Sign out everywhere',
          icon: MonitorOff,
          onAction: () => end(endEverySession),
        },
        {
          id: 'disconnect',
          label: 'Disconnect from Concur…',
          icon: Unplug,
          danger: true,
          onAction: () => onOpen('disconnect'),
        },
      ],
    },
  ]
  if (onPhone)
    return (
      <Menu
        label="Theme and sign out"
        groups={groups}
        placement="top end"
        className="flex h-11 flex-1 flex-col items-center justify-center gap-0.5 text-tiny text-ink-2"
      >
        <CircleUser aria-hidden="true" />
        You
        <span className="sr-only">: {me.name}, theme and sign out</span>
      </Menu>
    )
  return (
    <Menu
      label="Theme and sign out"
      groups={groups}
      placement="top start"
      className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-small hover:bg-tint"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-strong">{me.name}</span>
        <span className="block truncate text-ink-3">
          {[me.login.split('@')[1], me.dataCenter].filter(Boolean).join(' · ')}
        </span>
        <span className="sr-only">: theme and sign out</span>
      </span>
      <ChevronsUpDown aria-hidden="true" className="size-3.5! text-ink-3" />
    </Menu>
  )
}

function end(act: () => Promise<void>): void {
  act().catch((error: unknown) =>
    showToast({
      tone: 'bad',
      title: 'You are still signed in',
      detail: error instanceof BffProblem ? error.problem.detail : 'The desk did not answer. Try again.',
    }),
  )
}
