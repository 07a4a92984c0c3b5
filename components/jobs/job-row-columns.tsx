import Link from 'next/link'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatCount } from '#components/ui/format.ts'
import type { JobRow } from '#lib/contracts/jobs.ts'
import { OutcomePill } from './job-pill.tsx'
import { rowAddress, rowName, rowPerson } from './job-row-item.ts'

function RowLink({ row }: { row: JobRow }) {
  const address = rowAddress(row)
  if (!address) return <b className="font-strong">{rowName(row)}</b>
  return (
    <Link href={address} prefetch={false} className="font-strong hover:underline">
      {rowName(row)}
    </Link>
  )
}

export const jobRowColumns: readonly TableColumn<JobRow>[] = [
  {
    id: 'row',
    header: 'Row',
    width: '44px',
    align: 'end',
    cell: ({ row }) => <span className="text-ink-2">{formatCount(row)}</span>,
  },
  {
    id: 'item',
    header: 'Request',
    width: 'minmax(160px, 1.1fr)',
    cell: (row) => (
      <>
        <RowLink row={row} /> <span className="ml-1 text-ink-2">{rowPerson(row)}</span>
      </>
    ),
    hover: rowName,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: '104px',
    cell: ({ outcome }) => <OutcomePill outcome={outcome} />,
  },
  {
    id: 'message',
    header: 'What happened',
    width: 'minmax(140px, 1.3fr)',
    cell: ({ message }) => message ?? '',
    hover: ({ message }) => message,
  },
  {
    id: 'advice',
    header: 'What to do',
    width: 'minmax(120px, 1.1fr)',
    cell: ({ advice }) => (advice ? <span className="text-ink-2">{advice}</span> : ''),
    hover: ({ advice }) => advice,
  },
]

/** On a phone a row says its outcome and why. */
export function CompactJobRow({ row }: { row: JobRow }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
      <span className="truncate">
        <RowLink row={row} />
      </span>
      <span className="justify-self-end">
        <OutcomePill outcome={row.outcome} />
      </span>
      <span className="col-span-2 truncate text-small text-ink-2">
        {row.advice ?? row.message ?? rowPerson(row)}
      </span>
    </div>
  )
}
