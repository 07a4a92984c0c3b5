import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { softLook, type Tone, toneIcon } from './tone.ts'

export interface NoticeProps {
  tone?: Tone
  title: ReactNode
  children?: ReactNode
  /** A code or a button at the right. */
  aside?: ReactNode
  /** `alert` interrupts, `status` waits for a pause; none where the notice was there from the start. */
  role?: 'alert' | 'status'
}

export function Notice({ tone = 'warn', title, children, aside, role }: NoticeProps) {
  const Icon = toneIcon[tone]
  return (
    <div role={role} className={classes('flex items-start gap-2.5 rounded-lg px-3 py-2.5', softLook[tone])}>
      <Icon aria-hidden="true" className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <p className="font-title">{title}</p>
          {aside ? <div className="flex-none font-mono text-small">{aside}</div> : null}
        </div>
        {children ? <div className="mt-0.5 text-ink wrap-break-word">{children}</div> : null}
      </div>
    </div>
  )
}
