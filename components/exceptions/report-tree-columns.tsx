import { Opener } from '#components/data-table/opener.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatAmount, formatCount, formatDay } from '#components/ui/format.ts'
import type { Amount } from '#lib/contracts/values.ts'
import { ExceptionMark, KindWord } from './exception-mark.tsx'
import { levelWords, visibilityWords } from './exception-words.ts'
import { placeTitle, placeWords } from './place-words.ts'
import type { ExceptionRow, PlaceRow, ReportRow } from './report-tree.ts'

const INDENT = 20

/** `onClear` keeps its identity, so that the columns keep theirs; without it there is no button. */
export function reportTreeColumns(
  onClear: ((row: ExceptionRow) => void) | null,
): readonly TableColumn<ReportRow>[] {
  const act: TableColumn<ReportRow> = {
    id: 'act',
    header: 'Clear',
    hideHeader: true,
    width: '56px',
    cell: (row) =>
      row.kind === 'exception' && onClear ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Clear ${row.exception.exceptionCode} at ${placeTitle(row.node)}`}
          onClick={() => onClear(row)}
          className="h-6.5 rounded-md border border-line-strong bg-raised px-2 text-small font-strong hover:bg-tint"
        >
          Clear
        </button>
      ) : (
        ''
      ),
  }
  return onClear ? [...columns, act] : columns
}

const columns: readonly TableColumn<ReportRow>[] = [
  {
    id: 'where',
    header: 'Where',
    width: 'minmax(200px, 1fr)',
    cell: (row) => (
      <span
        className="flex items-center gap-1"
        style={{ paddingInlineStart: (row.branch.level - 1) * INDENT }}
      >
        <Opener open={row.branch.open} />
        {row.kind === 'place' ? (
          <PlaceName row={row} />
        ) : (
          <span className="text-ink-3">{levelWords[row.node.level]}</span>
        )}
      </span>
    ),
    hover: (row) => placeTitle(row.node),
  },
  {
    id: 'date',
    header: 'Date',
    width: '72px',
    cell: (row) => <span className="text-ink-2">{dateOf(row)}</span>,
    hover: (row) => row.node.expense?.date?.raw,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: '112px',
    align: 'end',
    cell: (row) => {
      const amount = row.kind === 'place' ? amountOf(row) : null
      return amount ? formatAmount(amount) : ''
    },
    hover: (row) => {
      const amount = row.kind === 'place' ? amountOf(row) : null
      return amount ? `${amount.value} ${amount.currency}` : undefined
    },
  },
  {
    id: 'exception',
    header: 'Exception',
    width: 'minmax(220px, 1.6fr)',
    cell: (row) => (row.kind === 'place' ? <Counts row={row} /> : <Says row={row} />),
    hover: (row) => (row.kind === 'exception' ? (row.exception.message ?? undefined) : undefined),
  },
  {
    id: 'kind',
    header: 'Effect',
    width: '64px',
    cell: (row) => (row.kind === 'exception' ? <KindWord isBlocking={row.exception.isBlocking} /> : ''),
  },
  {
    id: 'visibility',
    header: 'Who sees it',
    width: '88px',
    cell: (row) => <span className="text-ink-2">{visibilityOf(row)?.short ?? ''}</span>,
    hover: (row) => visibilityOf(row)?.whole,
  },
]

function PlaceName({ row }: { row: PlaceRow }) {
  const { name, detail } = placeWords(row.node)
  return (
    <span className="truncate">
      <b className="font-strong">{name}</b>
      {detail ? <span className="ml-1.5 text-ink-2">{detail}</span> : null}
    </span>
  )
}

function Counts({ row: { blocking, warnings } }: { row: PlaceRow }) {
  if (blocking + warnings === 0) return <span className="text-ink-3">No exception</span>
  const all = blocking + warnings
  return (
    <span className="text-ink-2">
      {formatCount(all)} {all === 1 ? 'exception' : 'exceptions'}
      {blocking > 0 ? `, ${formatCount(blocking)} ${blocking === 1 ? 'blocks' : 'block'}` : ''}
    </span>
  )
}

function Says({ row: { exception } }: { row: ExceptionRow }) {
  return (
    <span className="flex items-center gap-2">
      <ExceptionMark isBlocking={exception.isBlocking} />
      <span className="flex-none font-mono text-small">{exception.exceptionCode}</span>
      <span className="truncate">{exception.message}</span>
    </span>
  )
}

function dateOf({ kind, node }: ReportRow): string {
  const date = kind === 'place' ? node.expense?.date : null
  return date ? formatDay(date.iso, 'short') : ''
}

/** What was paid, in the currency it was paid in; what is charged to a cost object in that of the report. */
function amountOf({ node, report }: PlaceRow): Amount | null {
  if (node.level === 'header') return report.total
  return node.allocation ? node.allocation.amount : (node.expense?.transactionAmount ?? null)
}

function visibilityOf(row: ReportRow) {
  const visibility = row.kind === 'exception' ? row.exception.exceptionVisibility : null
  return visibility ? visibilityWords[visibility] : undefined
}

/** Two lines on a phone. */
export function CompactReportRow({ row }: { row: ReportRow }) {
  const indent = { paddingInlineStart: ((row.branch.level - 1) * INDENT) / 2 }
  if (row.kind === 'exception')
    return (
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2" style={indent}>
        <ExceptionMark isBlocking={row.exception.isBlocking} />
        <span className="truncate font-mono text-small">{row.exception.exceptionCode}</span>
        <span className="text-small">
          <KindWord isBlocking={row.exception.isBlocking} />
        </span>
        <span className="col-span-2 col-start-2 truncate text-small text-ink-2">{row.exception.message}</span>
      </div>
    )
  const amount = amountOf(row)
  return (
    <div className="flex items-center gap-1" style={indent}>
      <Opener open={row.branch.open} />
      <div className="min-w-0 flex-1">
        <p className="flex gap-3">
          <span className="min-w-0 flex-1 truncate">
            <PlaceName row={row} />
          </span>
          <span className="figures">{amount ? formatAmount(amount) : ''}</span>
        </p>
        <p className="truncate text-small">
          <Counts row={row} /> <span className="text-ink-3">{dateOf(row)}</span>
        </p>
      </div>
    </div>
  )
}
