import { useCallback, useMemo, useRef, useState } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import type { CheckProblem, List, ListRow } from '#lib/contracts/lists.ts'
import { alikeRows, type MendedRow } from './alike-rows.ts'
import { editableField, fieldLabel, valueAt } from './problem-field.ts'
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
  onEdit: (changed: ReadonlyMap<number, ListRow>) => void
}

const keyOf = ({ key }: ProblemRow) => key
const labelOf = ({ problem }: ProblemRow) => `row ${problem.row}`

/** Only what keeps rows from being sent, each with the place where it can be put right. Enter on a row goes into its value. */
export function ProblemTable({ list, checked, edits, onEdit }: ProblemTableProps) {
  const place = useRef<HTMLDivElement>(null)
  const [mended, setMended] = useState<MendedRow | null>(null)
  const mend = useCallback(
    (row: MendedRow) => {
      onEdit(new Map([[row.problem.row, row.after]]))
      setMended(row)
    },
    [onEdit],
  )
  const rows = useMemo(() => problemRows(checked, edits), [checked, edits])
  const columns = useMemo(() => columnsOf(list.levels, mend), [list.levels, mend])
  const compactRow = useMemo(() => compactRowOf(list.levels, mend), [list.levels, mend])
  const alike = mended ? alikeRows(mended, checked, edits) : null
  return (
    <div ref={place} className="flex min-h-0 flex-1 flex-col">
      <div role="status">
        {mended && alike && alike.size > 0 ? (
          <MendAlike mended={mended} count={alike.size} onMend={() => onEdit(alike)} />
        ) : null}
      </div>
      <DataTable
        label="Problems"
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        rowLabel={labelOf}
        onActivate={(key) =>
          place.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] input`)?.focus()
        }
        compactRowHeight={148}
        renderCompactRow={compactRow}
      />
    </div>
  )
}

interface MendAlikeProps {
  mended: MendedRow
  count: number
  onMend: () => void
}

function MendAlike({ mended: { problem, before, after }, count, onMend }: MendAlikeProps) {
  const at = editableField(problem.field, before)
  const rows = `${formatCount(count)} other ${count === 1 ? 'row has' : 'rows have'}`
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-accent-soft px-3 py-2 max-desk:mx-3.5">
      <p className="min-w-0 flex-1 wrap-break-word">
        {rows} <b className="font-strong">{valueAt(before, at) || 'nothing'}</b> there too.
      </p>
      <Button
        onClick={onMend}
      >{`Write ${valueAt(after, at) || 'nothing'} in ${count === 1 ? 'it' : 'all of them'}`}</Button>
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

type OnMend = (mended: MendedRow) => void

function columnsOf(levels: number, onMend: OnMend): TableColumn<ProblemRow>[] {
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
      cell: (row) => <Value row={row} levels={levels} onMend={onMend} />,
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

function compactRowOf(levels: number, onMend: OnMend) {
  return (row: ProblemRow) => (
    <div className="grid gap-1.5">
      <p className="flex justify-between gap-3 text-small text-ink-2">
        <span>Row {formatCount(row.problem.row)}</span>
        <span>{fieldLabel(row.problem.field, levels)}</span>
      </p>
      <Value row={row} levels={levels} onMend={onMend} />
      <p className="line-clamp-2 whitespace-normal">
        <What row={row} /> <span className="text-small text-ink-2">{row.problem.advice}</span>
      </p>
    </div>
  )
}

function Value({ row, levels, onMend }: { row: ProblemRow; levels: number; onMend: OnMend }) {
  const { problem, item, edited } = row
  return (
    <ProblemValue
      field={problem.field}
      item={item}
      label={`${fieldLabel(problem.field, levels)} of row ${problem.row}`}
      edited={edited}
      onChange={(after) => onMend({ problem, before: item, after })}
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
