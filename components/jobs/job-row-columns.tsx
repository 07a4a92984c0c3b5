import Link from 'next/link'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatCount } from '#components/ui/format.ts'
import type { Job, JobRow } from '#lib/contracts/jobs.ts'
import { OutcomePill } from './job-pill.tsx'
import {
  rowAddress,
  rowCodes,
  rowExceptionCode,
  rowLevel,
  rowName,
  rowPerson,
  rowSays,
} from './job-row-item.ts'

function RowLink({ row }: { row: JobRow }) {
  const address = rowAddress(row)
  if (!address) return <b className="font-strong">{rowName(row)}</b>
  return (
    <Link href={address} prefetch={false} className="font-strong hover:underline">
      {rowName(row)}
    </Link>
  )
}

const number: TableColumn<JobRow> = {
  id: 'row',
  header: 'Row',
  width: '60px',
  align: 'end',
  cell: ({ row }) => <span className="text-ink-2">{formatCount(row)}</span>,
}

const request: TableColumn<JobRow> = {
  id: 'item',
  header: 'Request',
  width: 'minmax(160px, 1.1fr)',
  cell: (row) => (
    <>
      <RowLink row={row} /> <span className="ml-1 text-ink-2">{rowPerson(row)}</span>
    </>
  ),
  hover: rowName,
}

const report: TableColumn<JobRow> = { ...request, header: 'Report' }

const level: TableColumn<JobRow> = { id: 'level', header: 'Level', width: '76px', cell: rowLevel }

const exception: TableColumn<JobRow> = {
  id: 'exception',
  header: 'Exception',
  width: 'minmax(130px, 0.9fr)',
  cell: (row) => (
    <>
      <span className="font-mono text-small">{rowExceptionCode(row)}</span>{' '}
      <span className="ml-1 text-ink-2">{rowSays(row)}</span>
    </>
  ),
  hover: rowSays,
}

const listItem: TableColumn<JobRow> = {
  id: 'item',
  header: 'Item',
  width: 'minmax(180px, 1.2fr)',
  cell: (row) => {
    const codes = rowCodes(row)
    const name = rowName(row)
    return (
      <>
        <b className="font-strong">{codes}</b>{' '}
        {name === codes ? null : <span className="ml-1 text-ink-2">{name}</span>}
      </>
    )
  },
  hover: (row) => `${rowCodes(row)} ${rowName(row)}`,
}

/** Of Concur, or of the check. */
const code: TableColumn<JobRow> = {
  id: 'code',
  header: 'Code',
  width: '116px',
  cell: ({ code: written, outcome }) => (
    <span className={outcome === 'refused' ? 'text-bad' : 'text-ink-2'}>{written ?? ''}</span>
  ),
  hover: ({ code: written }) => written,
}

const ends: readonly TableColumn<JobRow>[] = [
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

const columnsByKind = new Map([
  ['clear-exceptions', [number, report, level, exception, ...ends]],
  ['scan-exceptions', [number, report, ...ends]],
])
const listColumns = [number, listItem, code, ...ends]
const requestColumns = [number, request, ...ends]

/** What a job is about decides what its rows show. */
export function columnsFor({ kind, listId }: Pick<Job, 'kind' | 'listId'>): readonly TableColumn<JobRow>[] {
  return columnsByKind.get(kind) ?? (listId ? listColumns : requestColumns)
}

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
        {[rowExceptionCode(row), row.advice ?? row.message ?? rowPerson(row)].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}
