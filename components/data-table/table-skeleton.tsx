import { Skeleton } from '#components/ui/skeleton.tsx'
import type { TableColumn } from './table-column.ts'

interface TableSkeletonProps<Row> {
  label: string
  columns: readonly TableColumn<Row>[]
  /** Where rows will have a checkbox. */
  ticks?: boolean
  rows?: number
}

const widths = ['w-4/5', 'w-3/5', 'w-2/3', 'w-1/2', 'w-3/4']

/** The table before its rows are there: the same head, rows of the same height. */
export function TableSkeleton<Row>({ label, columns, ticks = false, rows = 24 }: TableSkeletonProps<Row>) {
  const tracks = columns.map((column) => column.width).join(' ')
  return (
    <div
      role="status"
      aria-label={label}
      className="min-h-0 flex-1 overflow-hidden bg-surface"
      style={{ '--columns': ticks ? `15px ${tracks}` : tracks }}
    >
      <div className="hidden h-7.5 grid-cols-(--columns) items-center gap-x-3.5 border-b border-line px-3.5 text-small font-medium text-ink-3 desk:grid">
        {ticks ? <span /> : null}
        {columns.map((column) => (
          <span key={column.id} className={column.align === 'end' ? 'figures' : 'truncate'}>
            {column.hideHeader ? '' : column.header}
          </span>
        ))}
      </div>
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: these rows are all the same
          key={row}
          className="grid h-16 items-center gap-x-3.5 border-b border-line-soft px-3.5 max-desk:content-center max-desk:gap-y-2 desk:h-9 desk:grid-cols-(--columns)"
        >
          <Skeleton className={`h-3 desk:hidden ${widths[row % 5]}`} />
          <Skeleton className="h-3 w-1/3 desk:hidden" />
          {ticks ? <span className="max-desk:hidden" /> : null}
          {columns.map((column, index) => (
            <Skeleton
              key={column.id}
              className={`h-3 max-desk:hidden ${column.align === 'end' ? 'justify-self-end' : ''} ${widths[(row + index) % 5]}`}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
