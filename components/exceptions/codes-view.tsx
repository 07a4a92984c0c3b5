import { type Ref, useMemo } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableSorting } from '#components/data-table/table-column.ts'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { oneOf } from '#lib/browser/url-state.ts'
import { CompactCodeRow, codeTableColumns } from './code-columns.tsx'
import { type ByCodeRow, codeRows } from './code-rows.ts'
import { settleTicks } from './code-ticks.ts'
import type { CodeGroup } from './group-by-code.ts'
import { type CodeColumn, codeColumns, type Sort } from './sort-found.ts'

interface CodesViewProps {
  /** In the order to show. */
  groups: readonly CodeGroup[]
  open: readonly string[]
  at: string | null
  sort: Sort<CodeColumn>
  ticked: ReadonlySet<string>
  tableRef: Ref<TableHandle>
  onTicked: (ticked: ReadonlySet<string>) => void
  onSort: (sort: Sort<CodeColumn>) => void
  onExpand: (code: string, open: boolean) => void
  onMove: (key: string) => void
  onOpenReport: (row: Extract<ByCodeRow, { kind: 'found' }>) => void
}

/** Exceptions by code; a code opens to every place where it stands. */
export function CodesView(props: CodesViewProps) {
  const { groups, open, ticked, onExpand } = props
  const rows = useMemo(() => codeRows(groups, new Set(open)), [groups, open])
  function activate(key: string): void {
    const row = rows.find((each) => each.key === key)
    if (row?.kind === 'code') onExpand(key, !row.branch.open)
    else if (row) props.onOpenReport(row)
  }
  return (
    <DataTable
      ref={props.tableRef}
      label="Exceptions by code"
      rows={rows}
      columns={codeTableColumns}
      rowKey={rowKey}
      rowLabel={rowLabel}
      branchOf={branchOf}
      onExpand={onExpand}
      sorting={props.sort}
      onSortingChange={(sorting) => props.onSort(readSorting(sorting, props.sort))}
      selected={ticked}
      onSelectedChange={(after) => props.onTicked(settleTicks(ticked, after, groups))}
      activeKey={rows.some(({ key }) => key === props.at) ? props.at : null}
      onActivate={activate}
      onCursorChange={props.onMove}
      renderCompactRow={renderCompactRow}
      compactRowHeight={60}
      placeKey="exceptions by code"
    />
  )
}

const rowKey = (row: ByCodeRow) => row.key
const rowLabel = (row: ByCodeRow) =>
  row.kind === 'code'
    ? `all ${row.group.code}`
    : `${row.found.exception.exceptionCode} on ${row.found.reportName}`
const branchOf = (row: ByCodeRow) => row.branch
const renderCompactRow = (row: ByCodeRow) => <CompactCodeRow row={row} />

function readSorting({ column, direction }: TableSorting, before: Sort<CodeColumn>): Sort<CodeColumn> {
  return { column: oneOf(codeColumns, column) ?? before.column, direction }
}
