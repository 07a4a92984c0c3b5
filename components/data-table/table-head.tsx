'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { classes } from '#components/ui/classes.ts'
import type { TableColumn, TableSorting } from './table-column.ts'

export interface TableHeadProps<Row> {
  columns: readonly TableColumn<Row>[]
  sorting: TableSorting | undefined
  onSortingChange: ((sorting: TableSorting) => void) | undefined
  /** Undefined where rows cannot be ticked. */
  ticked: 'none' | 'some' | 'all' | undefined
  onTickAll: () => void
}

export function TableHead<Row>({
  columns,
  sorting,
  onSortingChange,
  ticked,
  onTickAll,
}: TableHeadProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid h-7.5 grid-cols-(--columns) items-center gap-x-3.5 border-b border-line bg-surface px-3.5 text-small font-medium text-ink-3"
    >
      {ticked === undefined ? null : (
        <div role="columnheader" className="grid">
          <Checkbox
            aria-label="Select all"
            checked={ticked === 'all'}
            indeterminate={ticked === 'some'}
            onChange={onTickAll}
          />
        </div>
      )}
      {columns.map((column) => {
        const direction = sorting?.column === column.id ? sorting.direction : undefined
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={direction ? `${direction}ending` : undefined}
            className={column.align === 'end' ? 'figures' : 'min-w-0 truncate'}
          >
            {column.sortable && onSortingChange ? (
              <button
                type="button"
                onClick={() =>
                  onSortingChange({ column: column.id, direction: nextDirection(column, direction) })
                }
                className={classes(
                  'inline-flex max-w-full items-center gap-0.5 rounded hover:text-ink',
                  direction && 'text-ink-2',
                )}
              >
                <span className={column.hideHeader ? 'sr-only' : 'truncate'}>{column.header}</span>
                {direction === 'asc' ? <ArrowUp aria-hidden="true" className="size-3!" /> : null}
                {direction === 'desc' ? <ArrowDown aria-hidden="true" className="size-3!" /> : null}
              </button>
            ) : (
              <span className={column.hideHeader ? 'sr-only' : undefined}>{column.header}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}

function nextDirection<Row>(column: TableColumn<Row>, now: 'asc' | 'desc' | undefined): 'asc' | 'desc' {
  if (!now) return column.sortFirst ?? 'asc'
  return now === 'asc' ? 'desc' : 'asc'
}
