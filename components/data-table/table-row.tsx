'use client'

import type { ReactNode } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { classes } from '#components/ui/classes.ts'
import type { TableBranch } from './table-branch.ts'
import type { TableColumn } from './table-column.ts'

export interface TableRowProps<Row> {
  rowId: string
  row: Row
  /** From 1, the head being the first. */
  index: number
  columns: readonly TableColumn<Row>[]
  label: string
  active: boolean
  /** Undefined where rows cannot be ticked. */
  selected: boolean | undefined
  hasCursor: boolean
  height: number
  compact: ((row: Row) => ReactNode) | undefined
  /** A row that opens below itself says whether it is open. */
  expandable: boolean
  /** Where it hangs in a tree. */
  branch: TableBranch | undefined
  onToggle: (key: string, event: { nativeEvent: Event }) => void
}

export function TableRow<Row>(props: TableRowProps<Row>) {
  const { rowId, row, index, columns, label, active, selected, hasCursor, height, compact, branch } = props
  return (
    <div
      role="row"
      data-row={rowId}
      tabIndex={hasCursor ? 0 : -1}
      aria-rowindex={index}
      aria-selected={selected ?? active}
      aria-current={active ? 'true' : undefined}
      aria-expanded={props.expandable ? active : branch?.open}
      aria-level={branch?.level}
      aria-posinset={branch?.position}
      aria-setsize={branch?.siblings}
      style={{ height }}
      className={classes(
        'grid items-center gap-x-3.5 border-b border-line-soft px-3.5 outline-offset-[-2px]',
        compact ? 'grid-cols-1' : 'grid-cols-(--columns)',
        active ? 'bg-accent-soft shadow-selected' : selected ? 'bg-accent-soft/50' : 'hover:bg-canvas',
      )}
    >
      {compact ? (
        <div role="gridcell" className="min-w-0">
          {compact(row)}
        </div>
      ) : (
        <>
          {selected === undefined ? null : branch?.remark ? (
            <div role="gridcell" />
          ) : (
            <div role="gridcell" data-tick className="-my-2 -ml-3.5 grid h-full items-center pl-3.5">
              <Checkbox
                tabIndex={-1}
                aria-label={`Select ${label}`}
                checked={selected}
                onChange={(event) => props.onToggle(rowId, event)}
              />
            </div>
          )}
          {columns.map((column) => (
            <div
              key={column.id}
              role="gridcell"
              title={column.hover?.(row)}
              className={column.align === 'end' ? 'figures' : 'min-w-0 truncate'}
            >
              {column.cell(row)}
            </div>
          ))}
        </>
      )}
    </div>
  )
}
