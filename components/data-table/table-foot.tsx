import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from '#components/ui/classes.ts'
import { formatDuration, formatInstant } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useNow } from '#components/ui/use-now.ts'

interface TableFootProps {
  /** How much is shown, aloud when it changes. */
  status?: string
  /** "Read the list again". */
  label: string
  /** When Concur was asked, in epoch milliseconds; 0 before the first answer. */
  readAt: number
  reading: boolean
  onRefresh: () => void
  /** The keys that move about in the table. */
  keys: ReactNode
  children?: ReactNode
  className?: string
}

/** Below a table: how much it shows, how old that is, and the way to read it again. */
export function TableFoot(props: TableFootProps) {
  const { status, label, readAt, reading, onRefresh, keys, children, className } = props
  const now = useNow()
  return (
    <div
      className={classes(
        'flex h-9 flex-none items-center gap-3 border-t border-line px-3.5 text-small text-ink-3 tabular-nums',
        className,
      )}
    >
      {status === undefined ? null : <span role="status">{readAt > 0 ? status : ''}</span>}
      <span className="flex min-w-32 items-center gap-1">
        <IconButton
          icon={RefreshCw}
          label={label}
          aria-busy={reading}
          onClick={onRefresh}
          className={classes('-ml-1.5 size-6.5! [&_svg]:size-3.5!', reading && '[&_svg]:animate-spin')}
        />
        {readAt > 0 && now !== null ? (
          <span title={formatInstant(new Date(readAt).toISOString(), 'exact')}>
            Read {formatDuration(now - readAt)} ago
          </span>
        ) : null}
      </span>
      {children}
      <span aria-hidden="true" className="ml-auto hidden items-center gap-1 wide:flex">
        {keys}
      </span>
    </div>
  )
}
