'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import type { Me } from '#lib/contracts/me.ts'
import { Brand } from './brand.tsx'
import { useNavCounts } from './nav-counts.ts'
import { navLinks, reasonOff } from './navigation.ts'

interface RailProps {
  me: Me
  tray: ReactNode
  person: ReactNode
  personOnPhone: ReactNode
}

/** At the left of a desk, at the foot of a phone. */
export function Rail({ me, tray, person, personOnPhone }: RailProps) {
  const path = usePathname()
  const counts = useNavCounts()
  return (
    <nav
      aria-label="Clearance"
      className="flex border-line max-desk:order-2 max-desk:border-t max-desk:bg-surface max-desk:px-1.5 max-desk:pt-1.5 max-desk:pb-[max(0.375rem,env(safe-area-inset-bottom))] desk:flex-col desk:gap-0.5 desk:border-r desk:px-2 desk:py-3"
    >
      <Link href="/requests" className="mx-2 mb-3 hidden self-start rounded text-[14px] desk:block">
        <Brand />
      </Link>
      {navLinks.map(({ id, href, label, icon: Icon }) => {
        const here = path === href || path.startsWith(`${href}/`)
        const reason = reasonOff(me, id)
        return (
          <Link
            key={id}
            href={href}
            aria-current={here ? 'page' : undefined}
            title={reason ?? undefined}
            className={classes(
              'flex items-center font-medium desk:h-7.5 desk:gap-2 desk:rounded-md desk:px-2',
              'max-desk:h-11 max-desk:flex-1 max-desk:flex-col max-desk:justify-center max-desk:gap-0.5 max-desk:text-tiny',
              here
                ? 'text-ink desk:bg-tint max-desk:text-accent'
                : reason
                  ? 'text-ink-3 desk:hover:bg-tint/60'
                  : 'text-ink-2 desk:hover:bg-tint/60 desk:hover:text-ink',
            )}
          >
            <Icon aria-hidden="true" />
            {label}
            {reason ? <span className="sr-only"> (off)</span> : null}
            {counts[id] ? (
              <span className="ml-auto hidden text-small text-ink-3 tabular-nums desk:inline">
                {formatCount(counts[id])}
              </span>
            ) : null}
          </Link>
        )
      })}
      <div className="mt-auto hidden desk:block">
        {tray}
        <div className="border-t border-line pt-2">{person}</div>
      </div>
      <div className="flex flex-1 desk:hidden">{personOnPhone}</div>
    </nav>
  )
}
