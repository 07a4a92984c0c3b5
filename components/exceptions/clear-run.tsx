import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Meter } from '#components/ui/meter.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useFollowedJob } from '#lib/browser/use-followed-job.ts'
import type { Job, JobRow } from '#lib/contracts/jobs.ts'
import { forgetCleared } from './cleared-rows.ts'
import { clearProgressOptions } from './exceptions.queries.ts'

const MOST_NAMED = 50

interface ClearRunProps {
  jobId: string
  onEnded: () => void
  onClose: () => void
}

/** A job of clears as it goes on. Closing the dialog leaves it to its own page. */
export function ClearRun({ jobId, onEnded, onClose }: ClearRunProps) {
  const client = useQueryClient()
  const progress = useQuery(clearProgressOptions(jobId))
  const job = progress.data?.job
  const rows = progress.data?.rows ?? []
  const ended = job?.endedAt !== undefined
  useFollowedJob(jobId, ended)
  const told = useRef(false)
  useEffect(() => {
    if (!ended || told.current) return
    told.current = true
    forgetCleared(client, rows)
    onEnded()
  }, [ended, rows, client, onEnded])
  return (
    <Dialog
      title={ended ? titleOf(job) : 'Clearing…'}
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" size="thumb" autoFocus onClick={onClose}>
            Close
          </Button>
          <Link href={`/jobs/${jobId}`} prefetch={false} className={buttonLook('default', 'thumb')}>
            Open the job
          </Link>
        </>
      }
    >
      <div className="grid gap-3 pb-1">
        {progress.error ? (
          <ProblemNotice error={progress.error} onRetry={() => void progress.refetch()} />
        ) : null}
        {job ? <Counts job={job} /> : null}
        {ended ? (
          <NotDone rows={rows.filter(({ outcome }) => outcome !== 'done')} />
        ) : (
          <p className="text-ink-2">
            {job?.state === 'paused' ? `${job.reason ?? 'Concur is busy.'} It goes on by itself. ` : ''}
            You can close this: the job goes on, and says on every page when it has ended.
          </p>
        )}
      </div>
    </Dialog>
  )
}

function Counts({ job: { title, counts } }: { job: Job }) {
  return (
    <>
      <Meter
        label={title}
        total={counts.total}
        segments={[
          { tone: 'good', value: counts.succeeded, label: 'cleared' },
          { tone: 'warn', value: counts.unknown, label: 'unknown' },
          { tone: 'bad', value: counts.failed, label: 'refused' },
          { tone: 'neutral', value: counts.notSent, label: 'not sent' },
        ]}
      />
      <p role="status" className="tabular-nums">
        {formatCount(counts.succeeded)} of {formatCount(counts.total)} cleared
        {counts.failed > 0 ? `, ${formatCount(counts.failed)} refused` : ''}
        {counts.unknown > 0 ? `, ${formatCount(counts.unknown)} unknown` : ''}
        {counts.notSent > 0 ? `, ${formatCount(counts.notSent)} not sent` : ''}
      </p>
    </>
  )
}

function titleOf(job: Job): string {
  const { succeeded, total, unknown } = job.counts
  if (succeeded === total) return 'All cleared'
  return unknown > 0 ? 'Some need review' : 'Not all were cleared'
}

function NotDone({ rows }: { rows: readonly JobRow[] }) {
  if (rows.length === 0) return <p className="text-ink-2">Concur confirmed every one.</p>
  return (
    <Notice tone="warn" title={`${formatCount(rows.length)} not cleared`}>
      <ul className="grid max-h-52 gap-1 overflow-auto">
        {rows.slice(0, MOST_NAMED).map((row) => (
          <li key={row.row}>
            <b className="font-strong">{String(row.item.reportName ?? row.item.reportId ?? '')}</b>:{' '}
            {[row.message, row.advice].filter(Boolean).join(' ')}
          </li>
        ))}
        {rows.length > MOST_NAMED ? (
          <li>and {formatCount(rows.length - MOST_NAMED)} more on the page of the job</li>
        ) : null}
      </ul>
    </Notice>
  )
}
