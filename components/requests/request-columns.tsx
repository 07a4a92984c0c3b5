import { TriangleAlert } from 'lucide-react'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { daysSince, formatAmount, formatDay, formatDayRange, formatWaiting } from '#components/ui/format.ts'
import type { RequestStatus, RequestSummary, TravelRequest } from '#lib/contracts/requests.ts'
import { exceptionMark } from './request-exceptions.ts'

type Known = ReadonlyMap<string, TravelRequest>

/** Where nothing waits any more, the days give way to the status in Concur's words. */
const waiting: readonly RequestStatus[] = ['TOAPPROVE', 'PENDING', 'SUBMITTED']

export function requestColumns(
  status: RequestStatus,
  known: Known,
  now: number,
): TableColumn<RequestSummary>[] {
  return [
    {
      id: 'mark',
      header: 'Exceptions',
      hideHeader: true,
      width: '14px',
      cell: (row) => <ExceptionMark request={known.get(row.requestKey)} />,
    },
    {
      id: 'request',
      header: 'Request',
      width: 'minmax(120px, 1fr)',
      sortable: true,
      cell: (row) => (
        <>
          <span className="font-strong">{row.name || row.requestId}</span>
          <span className="ml-2 text-ink-2">{row.owner.name}</span>
        </>
      ),
      hover: (row) =>
        [`${row.name}, ${row.owner.name}, ${row.requestId}`, row.purpose].filter(Boolean).join('\n'),
    },
    {
      id: 'travel',
      header: 'Travel',
      width: '96px',
      sortable: true,
      cell: travelText,
      hover: (row) => [row.startDate?.raw, row.endDate?.raw].filter(Boolean).join(' – '),
    },
    {
      id: 'total',
      header: 'Total',
      width: 'minmax(96px, max-content)',
      align: 'end',
      sortable: true,
      sortFirst: 'desc',
      cell: (row) => (row.total ? formatAmount(row.total) : ''),
      hover: (row) => (row.total ? `${row.total.value} ${row.total.currency}` : undefined),
    },
    waiting.includes(status) ? waitsColumn(now) : statusColumn,
  ]
}

const statusColumn: TableColumn<RequestSummary> = {
  id: 'status',
  header: 'Status',
  width: '92px',
  sortable: true,
  cell: (row) => <span className="text-ink-2">{row.status}</span>,
  hover: (row) => row.status,
}

function waitsColumn(now: number): TableColumn<RequestSummary> {
  return {
    id: 'waits',
    header: 'Waits',
    width: '48px',
    align: 'end',
    sortable: true,
    sortFirst: 'desc',
    cell: (row) => (
      <span className="text-ink-2">{row.createdAt ? formatWaiting(row.createdAt.iso, now) : ''}</span>
    ),
    hover: (row) =>
      row.createdAt
        ? `${daysSince(row.createdAt.iso, now)} days since the request’s date, ${row.createdAt.raw} GMT`
        : undefined,
  }
}

export function travelText(row: RequestSummary): string {
  return formatDayRange(row.startDate?.iso ?? null, row.endDate?.iso ?? null)
}

export function ExceptionMark({ request }: { request: TravelRequest | undefined }) {
  const mark = request ? exceptionMark(request) : 'none'
  if (mark === 'none') return null
  return mark === 'blocking' ? (
    <TriangleAlert aria-label="A blocking exception" className="size-3.5! text-bad" />
  ) : (
    <TriangleAlert aria-label="An exception" className="size-3.5! text-warn" />
  )
}

/** Two lines on a phone. */
export function CompactRequest({ row, known }: { row: RequestSummary; known: Known }) {
  return (
    <div className="grid grid-cols-[14px_1fr_auto] items-center gap-x-2.5">
      <ExceptionMark request={known.get(row.requestKey)} />
      <div className="col-start-2 min-w-0">
        <p className="truncate font-strong">{row.name || row.requestId}</p>
        <p className="truncate text-ink-2">{row.owner.name}</p>
      </div>
      <div className="text-right">
        <p className="figures">{row.total ? formatAmount(row.total) : ''}</p>
        <p className="text-small text-ink-3">{row.startDate ? formatDay(row.startDate.iso, 'short') : ''}</p>
      </div>
    </div>
  )
}
