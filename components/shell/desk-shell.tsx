'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Awake } from '#components/ui/awake.tsx'
import type { Me } from '#lib/contracts/me.ts'
import { type Command, useCommands } from './commands.ts'
import { DeskOverlays, type Overlay } from './desk-overlays.tsx'
import { navLinks } from './navigation.ts'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import type { Theme } from './theme.ts'
import { useKeys } from './use-keys.ts'

interface DeskShellProps {
  me: Me
  theme: Theme
  /** What goes on elsewhere, shown on every page. */
  tray: ReactNode
  children: ReactNode
}

/** What stays in place while the pages change. */
export function DeskShell({ me, theme, tray, children }: DeskShellProps) {
  const router = useRouter()
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const commands: Command[] = [
    ...navLinks.map(({ id, href, label }) => ({
      id: `go-${id}`,
      label: `Go to ${label}`,
      run: () => router.push(href),
    })),
    { id: 'keyboard', label: 'Keyboard help', keys: '?', run: () => setOverlay('keyboard') },
  ]
  useCommands(commands)
  useKeys({ '?': () => setOverlay('keyboard') })
  return (
    <Awake>
      <div className="grid h-dvh grid-rows-[minmax(0,1fr)_auto] desk:grid-cols-[184px_minmax(0,1fr)] desk:grid-rows-1">
        <a
          href="#page"
          className="sr-only z-50 rounded-md bg-raised px-3 py-1.5 font-strong shadow-overlay focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to the page
        </a>
        <Rail
          me={me}
          tray={tray}
          person={<PersonMenu me={me} theme={theme} onOpen={setOverlay} />}
          personOnPhone={<PersonMenu me={me} theme={theme} onOpen={setOverlay} onPhone />}
        />
        <main id="page" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col overflow-hidden outline-none">
          {children}
        </main>
        <DeskOverlays open={overlay} onChange={setOverlay} />
      </div>
    </Awake>
  )
}
