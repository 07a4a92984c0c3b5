import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import type { Job } from '#lib/contracts/jobs.ts'

export function JobFigures({ counts }: Pick<Job, 'counts'>) {
  return (
    <dl className="grid grid-cols-3 gap-x-4 gap-y-3 desk:flex desk:gap-x-8">
      <Figure term="done" value={counts.succeeded} />
      <Figure term="refused" value={counts.failed} ink="text-bad" />
      <Figure term="unknown" value={counts.unknown} ink="text-warn" />
      <Figure term="not sent" value={counts.notSent} />
      <Figure term="to go" value={counts.pending} />
    </dl>
  )
}

/** Coloured only where there is something to see; of a width that does not move as it counts. */
function Figure({ term, value, ink }: { term: string; value: number; ink?: string }) {
  return (
    <div className="flex min-w-16 flex-col-reverse">
      <dt className="text-ink-2">{term}</dt>
      <dd className={classes('text-figure font-strong tabular-nums tracking-tight', value > 0 && ink)}>
        {formatCount(value)}
      </dd>
    </div>
  )
}
