import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { formatCount, formatInstant } from '#components/ui/format.ts'
import { Meter } from '#components/ui/meter.tsx'
import type { Scan } from '#lib/contracts/exceptions.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { scanJobOptions } from './exceptions.queries.ts'

/** How far the scan is, and what it could not read. */
export function ScanProgress({ scan }: { scan: Scan }) {
  const { reports, read, failed } = scan.counts
  const running = scan.endedAt === null
  const job = useQuery({ ...scanJobOptions(scan.jobId), enabled: running }).data
  const paused = running && job?.state === 'paused' ? job : undefined
  const limits = limitsOf(scan)
  if (!running && failed === 0 && limits.length === 0) return null
  return (
    <div className="grid flex-none gap-1.5 border-b border-line bg-sunken px-3.5 py-2 text-small text-ink-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <p role="status" className="tabular-nums">
          {[running ? runningWords(scan) : failedWords(scan), paused ? pausedWords(paused) : '', ...limits]
            .filter(Boolean)
            .join(' ')}
        </p>
        <Link href={`/jobs/${scan.jobId}`} prefetch={false} className="link">
          Open the job
        </Link>
      </div>
      {running ? (
        <Meter
          label="Reports read"
          total={reports}
          segments={[
            { tone: 'accent', value: read, label: 'read' },
            { tone: 'warn', value: failed, label: 'not readable' },
          ]}
        />
      ) : null}
    </div>
  )
}

function runningWords({ counts: { reports, read, failed } }: Scan): string {
  if (reports === 0) return 'Asking Concur for the reports…'
  const not = failed > 0 ? `, ${formatCount(failed)} could not be` : ''
  return `Reading ${formatCount(reports)} reports: ${formatCount(read)} read${not}. What comes is shown at once.`
}

function pausedWords({ reason, pausedUntil }: Job): string {
  const until = pausedUntil ? ` at ${formatInstant(pausedUntil, 'time')}` : ''
  return `${reason ?? 'Concur is busy.'} It goes on by itself${until}.`
}

function failedWords({ counts: { reports, failed } }: Scan): string {
  if (failed === 0) return ''
  return `${formatCount(failed)} of ${formatCount(reports)} reports could not be read: what stands on them is not shown here.`
}

function limitsOf({ truncated, allOwners, filter }: Scan): string[] {
  return [
    truncated ? 'More reports fit than one scan takes: read fewer with “Read other reports…”.' : '',
    allOwners || filter.owner ? '' : 'Concur lets you search your own reports only.',
  ].filter(Boolean)
}
