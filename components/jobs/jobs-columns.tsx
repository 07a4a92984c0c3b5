import Link from 'next/link'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatCount, formatDuration, formatInstant } from '#components/ui/format.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { JobMeter } from './job-meter.tsx'
import { JobPill } from './job-pill.tsx'

const endedOf = ({ counts }: Job) => counts.total - counts.pending

const progressOf = (job: Job) => `${formatCount(endedOf(job))} of ${formatCount(job.counts.total)}`

/** What went other than well, in words. */
function troubleOf({ counts }: Job): string {
  const parts = [
    counts.failed > 0 ? `${formatCount(counts.failed)} refused` : '',
    counts.unknown > 0 ? `${formatCount(counts.unknown)} unknown` : '',
    counts.notSent > 0 ? `${formatCount(counts.notSent)} not sent` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

export const jobsColumns: readonly TableColumn<Job>[] = [
  {
    id: 'title',
    header: 'Job',
    width: 'minmax(180px, 1.4fr)',
    cell: (job) => (
      <Link href={`/jobs/${job.id}`} prefetch={false} tabIndex={-1} className="font-strong">
        {job.title}
      </Link>
    ),
    hover: (job) => job.title,
  },
  { id: 'state', header: 'State', width: '152px', cell: (job) => <JobPill job={job} /> },
  { id: 'progress', header: 'Progress', width: 'minmax(96px, 0.8fr)', cell: (job) => <JobMeter job={job} /> },
  { id: 'rows', header: 'Rows', width: '104px', align: 'end', cell: progressOf },
  {
    id: 'trouble',
    header: 'Not done',
    width: 'minmax(140px, 1fr)',
    cell: (job) => <span className="text-ink-2">{troubleOf(job)}</span>,
  },
  {
    id: 'created',
    header: 'Begun',
    width: '108px',
    cell: (job) => <span className="text-ink-2 tabular-nums">{formatInstant(job.createdAt, 'short')}</span>,
    hover: (job) => formatInstant(job.createdAt, 'exact'),
  },
  {
    id: 'took',
    header: 'Took',
    width: '72px',
    align: 'end',
    cell: ({ createdAt, endedAt }) =>
      endedAt ? formatDuration(Date.parse(endedAt) - Date.parse(createdAt)) : '',
  },
]

export function CompactJob({ job }: { job: Job }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
      <span className="truncate font-strong">{job.title}</span>
      <span className="justify-self-end">
        <JobPill job={job} />
      </span>
      <span className="truncate text-small text-ink-2">
        {troubleOf(job) || formatInstant(job.createdAt, 'short')}
      </span>
      <span className="figures text-small text-ink-3">{progressOf(job)}</span>
    </div>
  )
}
