import { useMemo, useRef } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { formatCount } from '#components/ui/format.ts'
import type { CheckProblem, List, ListRow } from '#lib/contracts/lists.ts'
import { fieldLabel } from './problem-field.ts'
import { ProblemValue } from './problem-value.tsx'
import type { CheckedImport } from './use-check.ts'

interface ProblemRow {
  key: string
  problem: CheckProblem
  item: ListRow
  /** Somebody changed the row after the check. */
  edited: boolean
}

interface ProblemTableProps {
  list: List
  checked: CheckedImport
  edits: ReadonlyMap<number, ListRow>
  onEdit: (row: number, item: ListRow) => void
}

const keyOf = ({ key }: ProblemRow) => key
const labelOf = ({ problem }: ProblemRow) => `row ${problem.row}`

/** Only what keeps rows from being sent, each with the place where it can be put right. Enter on a row goes into its value. */
export function ProblemTable({ list, checked, edits, onEdit }: ProblemTableProps) {
  const place = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => problemRows(checked, edits), [checked, edits])
  const columns = useMemo(() => columnsOf(list.levels, onEdit), [list.levels, onEdit])
  const compactRow = useMemo(() => compactRowOf(list.levels, onEdit), [list.levels, onEdit])
  return (
    <div ref={place} className="flex min-h-0 flex-1 flex-col">
      <DataTable
        label="Problems"
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        rowLabel={labelOf}
        onActivate={(key) =>
          place.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] input`)?.focus()
        }
        compactRowHeight={124}
        renderCompactRow={compactRow}
      />
    </div>
  )
}

function problemRows({ answer, items }: CheckedImport, edits: ReadonlyMap<number, ListRow>): ProblemRow[] {
  return answer.problems.map((problem, index) => ({
    key: String(index),
    problem,
    item: edits.get(problem.row) ?? items.get(problem.row) ?? { codes: [] },
    edited: edits.has(problem.row) && edits.get(problem.row) !== items.get(problem.row),
  }))
}

type OnEdit = ProblemTableProps['onEdit']

function columnsOf(levels: number, onEdit: OnEdit): TableColumn<ProblemRow>[] {
  return [
    {
      id: 'row',
      header: 'Row',
      width: '56px',
      align: 'end',
      cell: ({ problem }) => <span className="text-ink-2">{formatCount(problem.row)}</span>,
    },
    {
      id: 'field',
      header: 'Column',
      width: '104px',
      cell: ({ problem }) => fieldLabel(problem.field, levels),
    },
    {
      id: 'value',
      header: 'Value',
      width: 'minmax(220px, 1.3fr)',
      cell: (row) => <Value row={row} levels={levels} onEdit={onEdit} />,
    },
    {
      id: 'problem',
      header: 'Problem',
      width: 'minmax(180px, 1.4fr)',
      cell: (row) => <What row={row} />,
      hover: ({ problem }) => problem.message,
    },
    {
      id: 'advice',
      header: 'Suggestion',
      width: 'minmax(120px, 1fr)',
      cell: ({ problem }) => <span className="text-ink-2">{problem.advice}</span>,
      hover: ({ problem }) => problem.advice,
    },
  ]
}

function compactRowOf(levels: number, onEdit: OnEdit) {
  return (row: ProblemRow) => (
    <div className="grid gap-1.5">
      <p className="flex justify-between gap-3 text-small text-ink-2">
        <span>Row {formatCount(row.problem.row)}</span>
        <span>{fieldLabel(row.problem.field, levels)}</span>
      </p>
      <Value row={row} levels={levels} onEdit={onEdit} />
      <p className="truncate">
        <What row={row} /> <span className="text-small text-ink-2">{row.problem.advice}</span>
      </p>
    </div>
  )
}

function Value({ row, levels, onEdit }: { row: ProblemRow; levels: number; onEdit: OnEdit }) {
  const { problem, item, edited } = row
  return (
    <ProblemValue
      field={problem.field}
      item={item}
      label={`${fieldLabel(problem.field, levels)} of row ${problem.row}`}
      edited={edited}
      onChange={(changed) => onEdit(problem.row, changed)}
    />
  )
}

function What({ row: { problem, edited } }: { row: ProblemRow }) {
  if (edited) return <span className="text-ink-2">Changed, not checked yet</span>
  // Codes of Concur's own table are numbers; ours say in words what the message says better.
  const code = /^\d+$/.test(problem.code) ? ` (${problem.code})` : ''
  return (
    <span className="text-bad">
      {problem.message.replace(/\.$/, '')}
      {code}
    </span>
  )
}
