import type { ReactNode } from 'react'

export interface PageBarProps {
  title: string
  /** Beside the title: how many, as of when. */
  summary?: ReactNode
  /** At the right. */
  actions?: ReactNode
}

/** The head of a page: its one `h1` and what can be done with the whole of it. */
export function PageBar({ title, summary, actions }: PageBarProps) {
  return (
    <header className="flex min-h-13 flex-none items-center gap-x-2.5 gap-y-1 border-b border-line px-3.5 py-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2.5">
        <h1>{title}</h1>
        {summary ? <div className="text-ink-2">{summary}</div> : null}
      </div>
      {actions ? <div className="flex flex-none items-center gap-2">{actions}</div> : null}
    </header>
  )
}
