import type { ReactNode } from 'react'

export interface EmptyStateProps {
  title: string
  /** What to do, or why there is nothing. */
  children?: ReactNode
  action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="grid h-full content-center justify-items-center gap-1 px-6 py-16 text-center">
      <p className="font-title">{title}</p>
      {children ? <div className="max-w-88 text-balance text-ink-2">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
