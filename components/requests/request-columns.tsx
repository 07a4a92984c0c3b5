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
        <span className="flex gap-2">
          <span className="max-w-full flex-none truncate font-strong">{row.name || row.requestId}</span>
          <span className="min-w-0 truncate text-ink-2">{row.owner.name}</span>
        </span>
      ),
      hover: (row) =>
        [`${row.name}, ${row.owner.name}, ${row.requestId}`, row.purpose].filter(Boolean).join('\n'),
    },
    {
      id: 'travel',
      header: 'Travel',
      width: '88px',
      sortable: true,
      cell: travelText,
      hover: (row) => [row.startDate?.raw, row.endDate?.raw].filter(Boolean).join(' – '),
    },
    {
      id: 'total',
      header: 'Total',
      width: '102px',
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
    width: '50px',
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
  const [start, end] = [row.startDate?.iso ?? null, row.endDate?.iso ?? null]
  // Over New Year too the row has no room for years; they are in the details and on hover.
  if (start && end && start.slice(0, 4) !== end.slice(0, 4))
    return `${formatDay(start, 'short')}–${formatDay(end, 'short')}`
  return formatDayRange(start, end)
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
