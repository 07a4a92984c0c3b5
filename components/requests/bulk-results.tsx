import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, CircleHelp, Minus, X } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Meter } from '#components/ui/meter.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { showToast } from '#components/ui/toast.ts'
import { useFollowedJob } from '#lib/browser/use-followed-job.ts'
import type { Job, JobRow, RowOutcome } from '#lib/contracts/jobs.ts'
import type { BulkAction, RequestSummary } from '#lib/contracts/requests.ts'
import { pastWords } from './decision-words.ts'
import { bulkProgressOptions, forgetRequests, isUnderWay, stopJob } from './requests.queries.ts'
import { RowName } from './row-name.tsx'
import { rememberAct } from './visit.ts'

interface BulkResultsProps {
  action: BulkAction
  jobId: string
  rows: readonly RequestSummary[]
  onDone: (requestKeys: readonly string[]) => void
  onClose: () => void
}

/** Each row's own result as it comes in. */
export function BulkResults({ action, jobId, rows, onDone, onClose }: BulkResultsProps) {
  const client = useQueryClient()
  const [hidden, setHidden] = useState(false)
  const progress = useQuery(bulkProgressOptions(jobId))
  const stop = useMutation({ mutationFn: () => stopJob(jobId), onSettled: () => progress.refetch() })
  const job = progress.data?.job
  const results = resultsByKey(rows, progress.data?.rows ?? [])
  const runs = job === undefined || isUnderWay(job)

  useFollowedJob(jobId, !runs)
  const told = useRef(false)
  useEffect(() => {
    if (runs || told.current) return
    told.current = true
    const ended = resultsByKey(rows, progress.data?.rows ?? [])
    const keys = rows.map(({ requestKey }) => requestKey)
    const done = keys.filter((key) => ended.get(key)?.outcome === 'done')
    if (done.length > 0)
      rememberAct(
        `${done.length} ${done.length === 1 ? 'request was' : 'requests were'} ${pastWords[action]}.`,
      )
    forgetRequests(client, keys, new Set(done))
    onDone(done)
    if (hidden)
      showToast({
        tone: done.length === keys.length ? 'good' : 'warn',
        title: `${done.length} of ${keys.length} ${pastWords[action]}`,
        action: { label: 'Show the results', run: () => setHidden(false) },
      })
  }, [runs, rows, progress.data, action, client, onDone, hidden])

  return (
    <Dialog
      wide
      title={runs ? `${rows.length} requests are being ${pastWords[action]}` : endTitle(action, job)}
      open={!hidden}
      onClose={() => (runs ? setHidden(true) : onClose())}
      footer={
        <>
          {runs ? (
            <Button
              size="thumb"
              pending={stop.isPending || job?.state === 'cancelled'}
              onClick={() => stop.mutate()}
            >
              Stop
            </Button>
          ) : (
            <Button variant="primary" size="thumb" onClick={onClose}>
              Close
            </Button>
          )}
          <Link href={`/jobs/${jobId}`} className={buttonLook('quiet', 'thumb')}>
            Open the job
          </Link>
          {runs ? <p className="self-center text-ink-3">You can close this: the job goes on.</p> : null}
        </>
      }
    >
      <div className="grid gap-3 pb-2">
        <Counts job={job} total={rows.length} />
        {job?.reason ? <p className="text-ink-2">{job.reason}</p> : null}
        {progress.error ? (
          <ProblemNotice error={progress.error} onRetry={() => void progress.refetch()} />
        ) : null}
        {stop.error ? <ProblemNotice error={stop.error} /> : null}
        <ul aria-label="Results" className="border-t border-line">
          {rows.map((row) => (
            <ResultRow key={row.requestKey} row={row} result={results.get(row.requestKey)} />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function Counts({ job, total }: { job: Job | undefined; total: number }) {
  const counts = job?.counts ?? { succeeded: 0, failed: 0, unknown: 0, notSent: 0 }
  const figures = [
    { tone: 'good', value: counts.succeeded, label: 'done' },
    { tone: 'bad', value: counts.failed, label: 'refused' },
    { tone: 'warn', value: counts.unknown, label: 'unknown' },
    { tone: 'neutral', value: counts.notSent, label: 'not sent' },
  ] as const
  return (
    <div className="grid gap-2">
      <Meter label="Requests that ended" total={total} segments={figures} />
      <p role="status" className="flex flex-wrap gap-x-4 tabular-nums">
        {figures.map(({ label, value }) => (
          <span key={label} className={value > 0 ? 'font-strong' : 'text-ink-3'}>
            {value} {label}
          </span>
        ))}
        <span className="ml-auto text-ink-3">of {total}</span>
      </p>
    </div>
  )
}

function ResultRow({ row, result }: { row: RequestSummary; result: JobRow | undefined }) {
  const words = [result?.message, result?.advice].filter(Boolean).join(' ')
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-line-soft py-2">
      <RowName row={row} />
      <OutcomePill outcome={result?.outcome ?? 'pending'} />
      {words && result?.outcome !== 'done' ? <p className="col-span-2 text-ink-2">{words}</p> : null}
    </li>
  )
}

function OutcomePill({ outcome }: { outcome: RowOutcome }) {
  if (outcome === 'done')
    return (
      <Pill tone="good" icon={Check}>
        done
      </Pill>
    )
  if (outcome === 'refused')
    return (
      <Pill tone="bad" icon={X}>
        refused
      </Pill>
    )
  if (outcome === 'unknown')
    return (
      <Pill tone="warn" icon={CircleHelp}>
        unknown, needs review
      </Pill>
    )
  if (outcome === 'not-sent') return <Pill icon={Minus}>not sent</Pill>
  return (
    <Pill>
      <Spinner className="size-3!" /> waits
    </Pill>
  )
}

function endTitle(action: BulkAction, job: Job | undefined): string {
  if (job?.state === 'cancelled') return 'Stopped'
  if (job && job.counts.succeeded === job.counts.total) return `All ${job.counts.total} ${pastWords[action]}`
  return `${job?.counts.succeeded ?? 0} of ${job?.counts.total ?? 0} ${pastWords[action]}`
}

/** A result names its request; where it does not, rows count from 1 in the order that was sent. */
function resultsByKey(rows: readonly RequestSummary[], results: readonly JobRow[]): Map<string, JobRow> {
  return new Map(
    results.map((result) => {
      const { requestKey } = result.item
      return [typeof requestKey === 'string' ? requestKey : (rows[result.row - 1]?.requestKey ?? ''), result]
    }),
  )
}
