import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatCount } from '#components/ui/format.ts'
import type { CheckAnswer, List } from '#lib/contracts/lists.ts'

type ChangedCode = CheckAnswer['changedCodes'][number]

const path = (codes: readonly string[]) => codes.join(' / ')

const columns: readonly TableColumn<ChangedCode>[] = [
  {
    id: 'row',
    header: 'Row',
    width: '56px',
    align: 'end',
    cell: ({ row }) => <span className="text-ink-2">{formatCount(row)}</span>,
  },
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(140px, 1fr)',
    cell: ({ name }) => name,
    hover: ({ name }) => name,
  },
  {
    id: 'from',
    header: 'In the list as',
    width: 'minmax(120px, 1fr)',
    cell: ({ from }) => path(from),
    hover: ({ from }) => path(from),
  },
  {
    id: 'to',
    header: 'In the file as',
    width: 'minmax(120px, 1fr)',
    cell: ({ to }) => path(to),
    hover: ({ to }) => path(to),
  },
]

const keyOf = ({ row }: ChangedCode) => String(row)
const compact = ({ name, from, to }: ChangedCode) => (
  <div className="grid">
    <span className="truncate">{name}</span>
    <span className="truncate text-small text-ink-2">
      {path(from)} → {path(to)}
    </span>
  </div>
)

export function ChangedCodes({ list, changes }: { list: List; changes: readonly ChangedCode[] }) {
  return (
    <>
      <p className="max-w-180 flex-none px-3.5 pb-2 text-ink-2">
        These rows look like items of {list.name} under another code. Concur cannot change a code: a run adds
        them as new items beside the old ones. To move an item, open it in the list and choose Change code.
      </p>
      <DataTable
        label="Rows that look like items under another code"
        rows={changes}
        columns={columns}
        rowKey={keyOf}
        rowLabel={({ name }) => name}
        renderCompactRow={compact}
      />
    </>
  )
}
