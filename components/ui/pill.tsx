import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { softLook, type Tone } from './tone.ts'

export interface PillProps {
  tone?: Tone
  /** The mark before the word. */
  icon?: LucideIcon
  children: ReactNode
}

export function Pill({ tone = 'neutral', icon: Icon, children }: PillProps) {
  return (
    <span
      className={classes(
        'inline-flex h-5 w-fit flex-none items-center align-middle gap-1 rounded-full px-2 text-small font-strong whitespace-nowrap',
        softLook[tone],
      )}
    >
      {Icon ? <Icon aria-hidden="true" className="size-3!" /> : null}
      {children}
    </span>
  )
}
