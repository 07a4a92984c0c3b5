import { Opener } from '#components/data-table/opener.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import { Spinner } from '#components/ui/spinner.tsx'
import type { List } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'
import type { RemarkRow, TreeRow } from './tree-rows.ts'

const INDENT = 20

const name: TableColumn<TreeRow> = {
  id: 'name',
  header: 'Name',
  width: 'minmax(180px, 1fr)',
  cell: (row) => (
    <span className="flex items-center gap-1" style={{ paddingInlineStart: (row.branch.level - 1) * INDENT }}>
      <Opener open={row.branch.open} />
      <NameText row={row} />
    </span>
  ),
  hover: (row) => (row.kind === 'item' ? row.item.name : undefined),
}

const flatName: TableColumn<TreeRow> = {
  ...name,
  cell: (row) => <NameText row={row} />,
}

const code: TableColumn<TreeRow> = {
  id: 'code',
  header: 'Code',
  width: 'minmax(88px, 0.35fr)',
  cell: (row) =>
    row.kind === 'item' ? (
      <span className="font-mono text-small">
        <Marked text={row.item.codes.at(-1) ?? ''} sought={row.sought} />
      </span>
    ) : (
      ''
    ),
  hover: (row) => (row.kind === 'item' ? row.item.codes.at(-1) : undefined),
}

const path: TableColumn<TreeRow> = {
  id: 'path',
  header: 'Code path',
  width: 'minmax(110px, 0.55fr)',
  cell: (row) =>
    row.kind === 'item' ? (
      <span className="font-mono text-small text-ink-2">{codePath(row.item.codes)}</span>
    ) : (
      ''
    ),
  hover: (row) => (row.kind === 'item' ? codePath(row.item.codes) : undefined),
}

const below: TableColumn<TreeRow> = {
  id: 'below',
  header: 'Below',
  width: '56px',
  align: 'end',
  cell: (row) =>
    row.kind === 'item' && row.below !== undefined ? (
      <span className="text-ink-2">{formatCount(row.below)}</span>
    ) : (
      ''
    ),
}

const flat = [flatName, code]
const tree = [name, code, path, below]

/** In a list of one level nothing opens, and the path is the code. */
export function treeColumns({ levels }: Pick<List, 'levels'>): readonly TableColumn<TreeRow>[] {
  return levels > 1 ? tree : flat
}

/** Two lines on a phone. */
export function CompactTreeRow({ row }: { row: TreeRow }) {
  return (
    <div
      className="flex items-center gap-1"
      style={{ paddingInlineStart: ((row.branch.level - 1) * INDENT) / 2 }}
    >
      <Opener open={row.branch.open} />
      <div className="min-w-0">
        <p className="truncate">
          <NameText row={row} />
        </p>
        {row.kind === 'item' ? (
          <p className="truncate font-mono text-small text-ink-2">{codePath(row.item.codes)}</p>
        ) : null}
      </div>
    </div>
  )
}

const remarks: Record<RemarkRow['kind'], string> = {
  reading: 'Reading what is below…',
  problem: 'This branch could not be read',
  empty: 'Nothing below yet',
}

function NameText({ row }: { row: TreeRow }) {
  if (row.kind !== 'item')
    return (
      <span
        className={classes(
          'inline-flex items-center gap-2',
          row.kind === 'problem' ? 'text-bad' : 'text-ink-3',
        )}
      >
        {row.kind === 'reading' ? <Spinner className="size-3.5!" /> : null}
        {remarks[row.kind]}
      </span>
    )
  return (
    <span className={classes('truncate', row.item.canHaveChildren && 'font-strong')}>
      <Marked text={row.item.name} sought={row.sought} />
    </span>
  )
}

function Marked({ text, sought }: { text: string; sought: string }) {
  const at = sought ? text.toLocaleLowerCase('en').indexOf(sought) : -1
  if (at === -1) return text
  const end = at + sought.length
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-xs bg-accent-soft text-accent underline decoration-1 underline-offset-2">
        {text.slice(at, end)}
      </mark>
      {text.slice(end)}
    </>
  )
}
