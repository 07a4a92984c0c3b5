import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import type { Freshness } from './use-fresh-report.ts'

export function ReadingAgain({ state, error }: { state: Freshness; error: unknown }) {
  if (state === 'problem') return <ProblemNotice error={error} />
  if (state !== 'reading') return null
  return (
    <p role="status" className="flex items-center gap-2 text-ink-2">
      <Spinner /> This was read more than a minute ago: reading the report again…
    </p>
  )
}

export function GoneNotice({ gone, of }: { gone: number; of: number }) {
  if (gone === 0) return null
  return (
    <Notice
      tone="neutral"
      role="status"
      title={of === 1 ? 'It is gone already' : `${gone} of ${of} are gone already`}
    >
      <p>
        Somebody cleared {of === 1 ? 'it' : 'them'}, or the traveler changed the report. The page behind this
        dialog shows what stands now.
      </p>
    </Notice>
  )
}
