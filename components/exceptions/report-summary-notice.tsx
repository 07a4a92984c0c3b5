import { formatCount } from '#components/ui/format.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { ReportException } from '#lib/contracts/exceptions.ts'
import { levelCounts } from './exception-words.ts'
import { blockingPlaces, countLevels } from './report-summary-words.ts'

/** What keeps the report from being submitted, before anything else is read. */
export function ReportSummaryNotice({ exceptions }: { exceptions: readonly ReportException[] }) {
  const all = exceptions.length
  const blocking = exceptions.filter(({ isBlocking }) => isBlocking).length
  const perLevel = <p className="text-small text-ink-2">By level: {levelCounts(countLevels(exceptions))}</p>
  if (all === 0) return <Notice tone="good" title="No exception stands on this report" />
  if (blocking === 0)
    return (
      <Notice
        tone="warn"
        title={
          all === 1 ? '1 exception, and it does not block' : `${formatCount(all)} exceptions, none blocks`
        }
      >
        {perLevel}
      </Notice>
    )
  return (
    <Notice
      tone="bad"
      title={
        blocking === all
          ? `${all === 1 ? 'The one exception blocks' : `All ${formatCount(all)} exceptions block`} submission`
          : `${formatCount(blocking)} of ${formatCount(all)} exceptions ${blocking === 1 ? 'blocks' : 'block'} submission`
      }
    >
      <p>{blockingPlaces(exceptions)}.</p>
      {perLevel}
    </Notice>
  )
}
