import Link from 'next/link'
import { formatCount, formatInstant } from '#components/ui/format.ts'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { JobRow } from '#lib/contracts/jobs.ts'
import type { ListWrite } from './use-list-write.ts'

const MOST_ROWS = 5

type Write = Omit<ListWrite<never>, 'send'>

/** What became of a write, beside what was written. */
export function WriteEnding({ write }: { write: Write }) {
  const { jobId, progress, verdict, error } = write
  if (error && verdict === undefined) return <ProblemNotice error={error} />
  if (!progress || !jobId) return null
  const { job, rows } = progress
  if (verdict === 'unknown')
    return (
      <Notice tone="warn" role="alert" title="Needs review: it is not known whether this was carried out">
        <Rows rows={rows} />
        <p>Close this and look before you do it once more: the list was read again.</p>
        <JobLink jobId={jobId} />
      </Notice>
    )
  if (verdict === 'refused')
    return (
      <Notice
        tone="bad"
        role="alert"
        title={refusedTitle(rows)}
        aside={rows.length === 1 ? rows[0]?.code : undefined}
      >
        <Rows rows={rows} />
        <p>
          {job.counts.succeeded > 0
            ? `${formatCount(job.counts.succeeded)} of ${formatCount(job.counts.total)} rows were done before: the job shows what stands, and goes on from there.`
            : 'Nothing was changed.'}
        </p>
        {rows.length === 0 ? <p>{job.reason}</p> : null}
        <JobLink jobId={jobId} />
      </Notice>
    )
  if (job.state === 'paused')
    return (
      <Notice tone="warn" role="status" title="Paused: nobody can say yet how it ends">
        <p>{job.reason}</p>
        <p>
          {job.pausedUntil
            ? `It goes on by itself at ${formatInstant(job.pausedUntil, 'time')}.`
            : 'It goes on by itself.'}{' '}
          You can close this.
        </p>
        <JobLink jobId={jobId} />
      </Notice>
    )
  return null
}

/** Beside the buttons while it runs. */
export function WriteRuns({ write }: { write: Write }) {
  if (!write.pending || !write.jobId) return null
  return <p className="self-center text-ink-3">You can close this: it goes on as a job.</p>
}

function refusedTitle(rows: readonly JobRow[]): string {
  return rows.length > 0 && rows.every(({ outcome }) => outcome === 'not-sent')
    ? 'Not sent to Concur'
    : 'Concur refused'
}

function Rows({ rows }: { rows: readonly JobRow[] }) {
  return (
    <ul className="grid gap-1">
      {rows.slice(0, MOST_ROWS).map((row) => (
        <li key={row.row}>
          {rows.length > 1 ? <b className="font-strong">{nameOf(row)}: </b> : null}
          {[sentence(row.message), advices[row.code ?? ''] ?? row.advice].filter(Boolean).join(' ')}
          {rows.length > 1 && row.code ? (
            <span className="font-mono text-small text-ink-2"> {row.code}</span>
          ) : null}
        </li>
      ))}
      {rows.length > MOST_ROWS ? <li>and {formatCount(rows.length - MOST_ROWS)} more</li> : null}
    </ul>
  )
}

/** The advice of a check speaks of files; here there is one item and its dialog. */
const advices: Record<string, string> = {
  'already-there': 'Edit that item, or take another code.',
  'not-in-list': 'Read the list again: somebody may have deleted it meanwhile.',
}

/** Concur ends its words without a stop. */
function sentence(words: string | undefined): string | undefined {
  return words && !/[.!?]$/.test(words) ? `${words}.` : words
}

function nameOf({ item, row }: JobRow): string {
  return typeof item.name === 'string' && item.name ? item.name : `Row ${row}`
}

function JobLink({ jobId }: { jobId: string }) {
  return (
    <p className="mt-1">
      <Link href={`/jobs/${jobId}`} prefetch={false} className="link">
        Open the job
      </Link>
    </p>
  )
}
