import { RefreshCw } from 'lucide-react'
import { classes } from '#components/ui/classes.ts'
import { formatDuration, formatInstant } from '#components/ui/format.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { ReportExceptions } from './exceptions.queries.ts'

interface ReportFootProps {
  read: ReportExceptions | undefined
  reading: boolean
  onRefresh: () => void
}

export function ReportFoot({ read, reading, onRefresh }: ReportFootProps) {
  const now = useNow()
  return (
    <div className="flex h-9 flex-none items-center gap-3 border-t border-line bg-canvas px-3.5 text-small text-ink-3 tabular-nums desk:px-6">
      <span className="flex min-w-32 items-center gap-1">
        <IconButton
          icon={RefreshCw}
          label="Read the report again"
          aria-busy={reading}
          onClick={onRefresh}
          className={classes('-ml-1.5 size-6.5! [&_svg]:size-3.5!', reading && '[&_svg]:animate-spin')}
        />
        {read && now !== null ? (
          <span title={formatInstant(read.readAt, 'exact')}>
            Read {formatDuration(now - Date.parse(read.readAt))} ago
          </span>
        ) : null}
      </span>
      {read ? (
        <span className="max-desk:hidden">
          {read.as === 'system' ? 'As the company sees it' : 'As you may see it: others may see more'}
        </span>
      ) : null}
      <span aria-hidden="true" className="ml-auto hidden items-center gap-1 wide:flex">
        <Kbd>→</Kbd> <Kbd>←</Kbd> open, close <Kbd>x</Kbd> select <Kbd>?</Kbd> all keys
      </span>
    </div>
  )
}
