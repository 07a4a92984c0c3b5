import { ArrowRight } from 'lucide-react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatCount, formatDayRange } from '#components/ui/format.ts'
import type { ListRow } from '#lib/contracts/lists.ts'
import type { CheckView } from './check-figures.tsx'
import type { CheckedImport } from './use-check.ts'

type ExampleKind = Exclude<CheckView, 'problems' | 'changed-codes'>

interface Example {
  row: number
  item: ListRow
  /** The name in the list today, where it matters. */
  from: string | null
  /** The row of the file that it hangs below, where it has none of its own. */
  below: number | null
}

const path = ({ item }: Example) => item.codes.join(' / ')
const dates = ({ item }: Example) => formatDayRange(item.startDate ?? null, item.endDate ?? null, 'whole')

const base: readonly TableColumn<Example>[] = [
  {
    id: 'row',
    header: 'Row',
    width: '56px',
    align: 'end',
    cell: ({ row, below }) => (below === null ? <span className="text-ink-2">{formatCount(row)}</span> : ''),
  },
  { id: 'codes', header: 'Codes', width: 'minmax(120px, 0.8fr)', cell: path, hover: path },
]

const name: TableColumn<Example> = {
  id: 'name',
  header: 'Name',
  width: 'minmax(160px, 1.4fr)',
  cell: ({ item, from }) => item.name || from || '',
  hover: ({ item, from }) => item.name || from || '',
}

const renamed: TableColumn<Example> = {
  id: 'name',
  header: 'Name today, and after the run',
  width: 'minmax(220px, 2fr)',
  cell: (example) => <Renamed {...example} />,
  hover: ({ item, from }) => `${from} → ${item.name}`,
}

const dated: TableColumn<Example> = {
  id: 'dates',
  header: 'Dates',
  width: 'minmax(140px, 0.8fr)',
  cell: dates,
  hover: ({ item }) => [item.startDate, item.endDate].filter(Boolean).join(' to '),
}

const columnsOf: Record<ExampleKind, readonly TableColumn<Example>[]> = {
  add: [...base, name, dated],
  rename: [...base, renamed, dated],
  redate: [...base, name, dated],
  remove: [
    ...base,
    name,
    {
      id: 'below',
      header: 'Why',
      width: 'minmax(140px, 0.8fr)',
      cell: ({ below }) => (
        <span className="text-ink-2">{below ? `Below row ${formatCount(below)}` : 'In the file'}</span>
      ),
    },
  ],
}

const keyOf = ({ row }: Example) => String(row)
const compactRow = (example: Example) => (
  <div className="grid">
    <span className="truncate">
      {example.from !== null && example.item.name ? (
        <Renamed {...example} />
      ) : (
        example.item.name || example.from
      )}
    </span>
    <span className="truncate text-small text-ink-2">
      {[path(example), dates(example)].filter(Boolean).join(' · ')}
    </span>
  </div>
)

interface ExampleTableProps {
  label: string
  checked: CheckedImport
  view: ExampleKind
}

export function ExampleTable({ label, checked, view }: ExampleTableProps) {
  const rows = checked.answer.examples[view].map((example) => ({
    row: example.row,
    // What hangs below a deleted item stands in no row of the file.
    item: 'codes' in example ? { codes: example.codes } : (checked.items.get(example.row) ?? { codes: [] }),
    from: 'from' in example ? example.from : null,
    below: 'below' in example ? (example.below ?? null) : null,
  }))
  return (
    <DataTable
      label={label}
      rows={rows}
      columns={columnsOf[view]}
      rowKey={keyOf}
      rowLabel={path}
      renderCompactRow={compactRow}
    />
  )
}

function Renamed({ from, item }: Pick<Example, 'from' | 'item'>) {
  return (
    <span className="inline-flex max-w-full items-center gap-2 align-middle">
      <span className="min-w-0 truncate text-ink-2">{from}</span>
      <ArrowRight aria-label="becomes" className="size-3.5! text-ink-3" />
      <span className="min-w-0 truncate">{item.name}</span>
    </span>
  )
}
