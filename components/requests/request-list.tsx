import type { Ref } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { RequestSummary, TravelRequest } from '#lib/contracts/requests.ts'
import { CompactRequest, requestColumns } from './request-columns.tsx'
import type { RequestsUrl } from './requests-url-state.ts'
import { type RequestSort, sortColumns } from './sort-requests.ts'

interface RequestListProps {
  rows: readonly RequestSummary[]
  known: ReadonlyMap<string, TravelRequest>
  url: RequestsUrl
  /** In epoch milliseconds: the time until the page has its own clock. */
  readAt: number
  selected: ReadonlySet<string>
  onSelectedChange: (selected: ReadonlySet<string>) => void
  onSort: (sort: RequestSort) => void
  onOpen: (requestKey: string) => void
  onCursorChange: (requestKey: string) => void
  tableRef: Ref<TableHandle>
}

export function RequestList(props: RequestListProps) {
  const { rows, known, url } = props
  const now = useNow() ?? props.readAt
  return (
    <DataTable
      ref={props.tableRef}
      label="Travel requests"
      rows={rows}
      columns={requestColumns(url.status, known, now)}
      rowKey={keyOf}
      rowLabel={labelOf}
      sorting={url.sort}
      onSortingChange={({ column, direction }) => {
        const known = sortColumns.find((name) => name === column)
        if (known) props.onSort({ column: known, direction })
      }}
      selected={props.selected}
      onSelectedChange={props.onSelectedChange}
      activeKey={url.request}
      onActivate={props.onOpen}
      onCursorChange={props.onCursorChange}
      renderCompactRow={(row) => <CompactRequest row={row} known={known} />}
      placeKey={`requests ${url.status}`}
    />
  )
}

const keyOf = (row: RequestSummary) => row.requestKey
const labelOf = (row: RequestSummary) => `${row.name}, ${row.owner.name}`
