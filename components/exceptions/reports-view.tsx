import type { Ref } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { oneOf } from '#lib/browser/url-state.ts'
import type { ScannedReport } from '#lib/contracts/exceptions.ts'
import { CompactFoundReport, foundReportColumns } from './found-report-columns.tsx'
import { type ReportColumn, reportColumns, type Sort } from './sort-found.ts'

interface ReportsViewProps {
  /** In the order to show. */
  reports: readonly ScannedReport[]
  sort: Sort<ReportColumn>
  tableRef: Ref<TableHandle>
  onSort: (sort: Sort<ReportColumn>) => void
  onOpen: (reportId: string) => void
}

export function ReportsView({ reports, sort, tableRef, onSort, onOpen }: ReportsViewProps) {
  return (
    <DataTable
      ref={tableRef}
      label="Reports with exceptions"
      rows={reports}
      columns={foundReportColumns}
      rowKey={rowKey}
      rowLabel={rowLabel}
      sorting={sort}
      onSortingChange={({ column, direction }) =>
        onSort({ column: oneOf(reportColumns, column) ?? sort.column, direction })
      }
      onActivate={onOpen}
      renderCompactRow={renderCompactRow}
      placeKey="reports with exceptions"
    />
  )
}

const rowKey = ({ reportId }: ScannedReport) => reportId
const rowLabel = ({ name }: ScannedReport) => name
const renderCompactRow = (report: ScannedReport) => <CompactFoundReport report={report} />
