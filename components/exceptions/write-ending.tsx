import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { ExceptionWritten } from '#lib/contracts/exceptions.ts'

interface WriteEndingProps {
  /** What was attempted, as people say it: "cleared". */
  past: string
  written: ExceptionWritten | undefined
  error: unknown
}

/** What became of a write that Concur did not confirm. */
export function WriteEnding({ past, written, error }: WriteEndingProps) {
  if (error) return <ProblemNotice error={error} />
  if (!written || written.outcome === 'done') return null
  const refused = written.outcome === 'refused'
  return (
    <Notice
      tone={refused ? 'bad' : 'warn'}
      role="alert"
      title={refused ? 'Concur refused' : `Needs review: it is not known whether this was ${past}`}
    >
      <p>{written.message}</p>
      <p className="text-ink-2">
        {written.items === null
          ? 'What stands there now could not be read.'
          : 'Behind this dialog the report shows what stands there now.'}
      </p>
      {written.concur ? (
        <p className="mt-1 flex flex-wrap items-baseline gap-x-1 text-small text-ink-2">
          Correlation id <CopyButton text={written.concur.correlationId} label="correlation id" />
        </p>
      ) : null}
    </Notice>
  )
}
