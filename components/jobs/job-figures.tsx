import { classes } from '#components/ui/classes.ts'
import { formatCount, formatDuration } from '#components/ui/format.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { paceOf } from './job-words.ts'

export function JobFigures({ job, now }: { job: Job; now: number }) {
  const { counts } = job
  const pace = paceOf(job, now)
  return (
    <dl className="flex flex-wrap justify-between gap-x-2 gap-y-2 desk:justify-start desk:gap-x-8">
      <Figure term="done" value={counts.succeeded} />
      <Figure term="refused" value={counts.failed} ink="text-bad" />
      <Figure term="unknown" value={counts.unknown} ink="text-warn" />
      <Figure term="not sent" value={counts.notSent} />
      <Figure term="to go" value={counts.pending} />
      {pace ? (
        <div className="flex min-w-32 flex-col-reverse">
          <dt className="text-ink-2">
            left at {formatCount(Math.max(1, Math.round(pace.perSecond)))} rows/s
          </dt>
          <dd className="text-figure font-strong tabular-nums tracking-tight">
            about {formatDuration(pace.leftMs)}
          </dd>
        </div>
      ) : null}
    </dl>
  )
}

/** Coloured only where there is something to see; of a width that does not move as it counts. */
function Figure({ term, value, ink }: { term: string; value: number; ink?: string }) {
  return (
    <div className="flex flex-col-reverse desk:min-w-16">
      <dt className="text-ink-2 max-desk:text-small">{term}</dt>
      <dd className={classes('text-figure font-strong tabular-nums tracking-tight', value > 0 && ink)}>
        {formatCount(value)}
      </dd>
    </div>
  )
}
