import Link from 'next/link'
import { formatCount } from '#components/ui/format.ts'
import { Meter } from '#components/ui/meter.tsx'
import type { Scan } from './exceptions.queries.ts'

/** How far the scan is, and what it could not read. */
export function ScanProgress({ scan }: { scan: Scan }) {
  const { reports, read, failed } = scan.counts
  const running = scan.endedAt === null
  if (!running && failed === 0) return null
  return (
    <div className="grid flex-none gap-1.5 border-b border-line bg-sunken px-3.5 py-2 text-small text-ink-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <p role="status" className="tabular-nums">
          {running
            ? reports === 0
              ? 'Asking Concur for the reports…'
              : `Reading the exceptions of ${formatCount(reports)} reports: ${formatCount(read)} read${failed > 0 ? `, ${formatCount(failed)} could not be` : ''}. What comes is shown at once.`
            : `${formatCount(failed)} of ${formatCount(reports)} reports could not be read: what stands on them is not shown here.`}
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
