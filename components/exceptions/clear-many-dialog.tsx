import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { ClearRun } from './clear-run.tsx'
import { bulkItems, clearScope } from './clear-scope.ts'
import { counted, levelWords } from './exception-words.ts'
import { startBulkClear } from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { noteDenied } from './use-writes.ts'

export interface ClearManyDialogProps {
  chosen: readonly Clearable[]
  /** What is still being found out before anything can be sent. */
  waiting?: boolean
  notice?: ReactNode
  /** Once the job has ended. */
  onEnded: () => void
  onClose: () => void
}

const MOST_NAMED = 200
/** What one job takes. */
const MOST = 5_000

export function ClearManyDialog({ chosen, waiting, notice, onEnded, onClose }: ClearManyDialogProps) {
  const client = useQueryClient()
  const start = useMutation({
    mutationFn: startBulkClear,
    onError: (error) => noteDenied(client, error),
  })
  const scope = clearScope(chosen)
  const items = bulkItems(chosen)
  if (start.data) return <ClearRun jobId={start.data.jobId} onEnded={onEnded} onClose={onClose} />
  const tooMany = items.length > MOST
  const count = formatCount(items.length)
  return (
    <ReasonDialog
      title={`Clear ${counted(items.length, 'exception')}?`}
      action={`Clear ${count}`}
      pending={start.isPending}
      disabled={tooMany || waiting || items.length === 0}
      onSend={(reason) => start.mutate({ reason, items })}
      onClose={onClose}
      ending={start.error ? <ProblemNotice error={start.error} /> : null}
    >
      {items.length > 0 ? (
        <p>
          <b className="font-strong">{scope.touched}.</b> <span className="text-ink-2">{scope.left}</span>
        </p>
      ) : null}
      {tooMany ? (
        <p role="alert" className="text-bad">
          One job takes {formatCount(MOST)} at most: narrow what is shown, or take fewer codes.
        </p>
      ) : null}
      <ul
        aria-label="What is cleared"
        className="grid max-h-44 gap-1 overflow-auto rounded-lg bg-sunken px-3 py-2.5"
      >
        {chosen.slice(0, MOST_NAMED).map(({ key, exception, reportName, level }) => (
          <li key={key} className="flex items-baseline gap-2">
            <span className="flex-none font-mono text-small">{exception.exceptionCode}</span>
            <span className="min-w-0 flex-1 truncate">{reportName}</span>
            <span className="flex-none text-small text-ink-2">{levelWords[level]}</span>
          </li>
        ))}
        {chosen.length > MOST_NAMED ? (
          <li className="text-ink-2">and {formatCount(chosen.length - MOST_NAMED)} more</li>
        ) : null}
      </ul>
      {notice}
      <p className="text-ink-2">
        It runs as a job; each ends with a result of its own. Nothing has been sent to Concur yet.
      </p>
    </ReasonDialog>
  )
}
