import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatAmount, formatCount, formatDay, formatInstant } from '#components/ui/format.ts'
import type { ScannedReport } from '#lib/contracts/exceptions.ts'
import { ExceptionMark } from './exception-mark.tsx'
import { blockingOn, ownerOf, warningsOn } from './sort-found.ts'

export const foundReportColumns: readonly TableColumn<ScannedReport>[] = [
  {
    id: 'mark',
    header: 'Blocks or warns',
    hideHeader: true,
    width: '16px',
    cell: (report) => <ExceptionMark isBlocking={blockingOn(report) > 0} />,
  },
  {
    id: 'report',
    header: 'Report',
    width: 'minmax(160px, 1.4fr)',
    sortable: true,
    cell: ({ name }) => <span className="font-strong">{name}</span>,
    hover: ({ name, reportId }) => `${name}, ${reportId}`,
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 'minmax(110px, 0.8fr)',
    sortable: true,
    cell: ownerOf,
    hover: ({ owner }) => owner.login ?? undefined,
  },
  {
    id: 'status',
    header: 'Status',
    width: 'minmax(120px, 0.9fr)',
    sortable: true,
    cell: ({ approvalStatus }) => (
      <span className="text-ink-2">{approvalStatus.name ?? approvalStatus.code ?? ''}</span>
    ),
    hover: ({ approvalStatus }) => approvalStatus.name ?? undefined,
  },
  {
    id: 'submitted',
    header: 'Submitted',
    width: '84px',
    sortable: true,
    sortFirst: 'desc',
    cell: ({ submittedAt }) => (
      <span className="text-ink-2">
        {submittedAt ? formatDay(submittedAt.iso.slice(0, 10), 'short') : 'no'}
      </span>
    ),
    hover: ({ submittedAt }) => (submittedAt ? formatInstant(submittedAt.iso, 'exact') : 'Not submitted yet'),
  },
  {
    id: 'total',
    header: 'Amount',
    width: '112px',
    align: 'end',
    sortable: true,
    sortFirst: 'desc',
    cell: ({ total }) => (total ? formatAmount(total) : ''),
    hover: ({ total }) => (total ? `${total.value} ${total.currency}` : undefined),
  },
  {
    id: 'blocking',
    header: 'Blocking',
    width: '68px',
    align: 'end',
    sortable: true,
    sortFirst: 'desc',
    cell: (report) => <Count count={blockingOn(report)} ink="text-bad" />,
  },
  {
    id: 'warnings',
    header: 'Warnings',
    width: '72px',
    align: 'end',
    sortable: true,
    sortFirst: 'desc',
    cell: (report) => <Count count={warningsOn(report)} ink="text-warn" />,
  },
]

function Count({ count, ink }: { count: number; ink: string }) {
  return count === 0 ? (
    <span className="text-ink-3">0</span>
  ) : (
    <b className={`font-strong ${ink}`}>{formatCount(count)}</b>
  )
}

/** Two lines on a phone. */
export function CompactFoundReport({ report }: { report: ScannedReport }) {
  const blocking = blockingOn(report)
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-x-2.5">
      <ExceptionMark isBlocking={blocking > 0} />
      <span className="truncate font-strong">{report.name}</span>
      <span className="figures">{report.total ? formatAmount(report.total) : ''}</span>
      <span className="col-start-2 truncate text-small text-ink-2">{ownerOf(report)}</span>
      <span className="text-small text-ink-2">
        {blocking > 0 ? <b className="font-strong text-bad">{formatCount(blocking)} block</b> : null}
        {blocking > 0 && warningsOn(report) > 0 ? ', ' : ''}
        {warningsOn(report) > 0 ? `${formatCount(warningsOn(report))} warn` : ''}
      </span>
    </div>
  )
}
