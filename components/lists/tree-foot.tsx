import { RefreshCw } from 'lucide-react'
import { classes } from '#components/ui/classes.ts'
import { formatCount, formatDuration, formatInstant } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useNow } from '#components/ui/use-now.ts'

interface TreeFootProps {
  /** In the tree as it stands open. */
  items: number
  /** When Concur was asked, in epoch milliseconds; 0 before the first answer. */
  readAt: number
  reading: boolean
  onRefresh: () => void
}

export function TreeFoot({ items, readAt, reading, onRefresh }: TreeFootProps) {
  const now = useNow()
  return (
    <div className="flex h-9 flex-none items-center gap-3 border-t border-line bg-canvas px-3.5 text-small text-ink-3 tabular-nums">
      <span role="status">
        {readAt > 0 ? `${formatCount(items)} ${items === 1 ? 'item' : 'items'} shown` : ''}
      </span>
      <span className="flex min-w-32 items-center gap-1">
        <IconButton
          icon={RefreshCw}
          label="Read the list again"
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
      <span aria-hidden="true" className="ml-auto hidden items-center gap-1 wide:flex">
        <Kbd>→</Kbd> <Kbd>←</Kbd> open, close <Kbd>x</Kbd> select <Kbd>?</Kbd> all keys
      </span>
    </div>
  )
}
