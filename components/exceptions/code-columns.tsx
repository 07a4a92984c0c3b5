import Link from 'next/link'
import { Opener } from '#components/data-table/opener.tsx'
import type { TableColumn } from '#components/data-table/table-column.ts'
import { classes } from '#components/ui/classes.ts'
import { formatCount, formatDay } from '#components/ui/format.ts'
import type { ByCodeRow } from './code-rows.ts'
import { ExceptionMark } from './exception-mark.tsx'
import { levelCounts, levelWords, listed, visibilityWords } from './exception-words.ts'
import type { CodeGroup } from './group-by-code.ts'
import { reportAddress } from './report-url-state.ts'
import { ownerOf } from './sort-found.ts'

export const codeTableColumns: readonly TableColumn<ByCodeRow>[] = [
  {
    id: 'code',
    header: 'Code',
    width: 'minmax(172px, 0.5fr)',
    sortable: true,
    cell: (row) =>
      row.kind === 'code' ? (
        <span className="flex items-center gap-1.5">
          <Opener open={row.branch.open} />
          <ExceptionMark isBlocking={row.group.blocking > 0} />
          <span className="truncate font-mono text-small">{row.group.code}</span>
        </span>
      ) : (
        <span className="flex items-center gap-1.5 pl-7">
          <ExceptionMark isBlocking={row.found.exception.isBlocking} />
          <span className="text-ink-2">{submittedText(row.found.report)}</span>
        </span>
      ),
    hover: (row) => (row.kind === 'code' ? row.group.code : undefined),
  },
  {
    id: 'message',
    header: 'What it says',
    width: 'minmax(160px, 1.3fr)',
    sortable: true,
    cell: (row) =>
      row.kind === 'code' ? (
        <GroupSays group={row.group} />
      ) : (
        <>
          <Link
            href={reportAddress(
              row.found.report.reportId,
              row.found.place,
              row.found.exception.exceptionCode,
            )}
            prefetch={false}
            tabIndex={-1}
            className="font-strong hover:underline"
          >
            {row.found.reportName}
          </Link>{' '}
          <span className="ml-1 text-ink-2">{ownerOf(row.found.report)}</span>
        </>
      ),
    hover: (row) => (row.kind === 'code' ? row.group.message : row.found.reportName),
  },
  {
    id: 'count',
    header: 'How many',
    width: 'minmax(110px, 0.9fr)',
    sortable: true,
    sortFirst: 'desc',
    cell: (row) =>
      row.kind === 'code' ? (
        <Bar group={row.group} share={row.share} />
      ) : (
        <span className="text-ink-2">{row.says}</span>
      ),
    hover: (row) => (row.kind === 'code' ? blockingWords(row.group) : row.says || undefined),
  },
  {
    id: 'reports',
    header: 'Reports',
    width: '56px',
    align: 'end',
    sortable: true,
    sortFirst: 'desc',
    cell: (row) => (row.kind === 'code' ? formatCount(row.group.reports) : ''),
  },
  {
    id: 'level',
    header: 'Level',
    width: 'minmax(100px, 0.45fr)',
    cell: (row) => (row.kind === 'code' ? levelsText(row.group) : levelWords[row.found.level]),
    hover: (row) => (row.kind === 'code' ? levelCounts(row.group.levels) : undefined),
  },
  {
    id: 'visibility',
    header: 'Who sees it',
    width: 'minmax(88px, 0.35fr)',
    cell: (row) => <span className="text-ink-2">{visibilityText(row)}</span>,
    hover: visibilityHover,
  },
]

function GroupSays({ group: { message, messages } }: { group: CodeGroup }) {
  if (messages === 1) return message
  return (
    <>
      {message} <span className="text-ink-3">and {messages - 1} more like it</span>
    </>
  )
}

/** The whole bar is how many there are; what blocks is its solid part, what warns the hatched one, so that it reads without colour. */
function Bar({ group, share }: { group: CodeGroup; share: number }) {
  const all = group.found.length
  const warnings = all - group.blocking
  return (
    <span className="flex items-center gap-3">
      <span className="flex h-2 min-w-0 flex-1">
        <span className="flex gap-px" style={{ width: `${Math.max(2, share * 100)}%` }}>
          <Part count={group.blocking} look="bg-bad/60" />
          <Part count={warnings} look="hatched bg-warn/30 text-warn" />
        </span>
      </span>
      <span className="figures w-9 flex-none">{formatCount(all)}</span>
    </span>
  )
}

function Part({ count, look }: { count: number; look: string }) {
  if (count === 0) return null
  return <span className={classes('rounded-xs', look)} style={{ flexGrow: count }} />
}

function blockingWords({ blocking, found }: CodeGroup): string {
  if (blocking === 0) return `${formatCount(found.length)}, none blocks`
  if (blocking === found.length) return `${formatCount(found.length)}, all block`
  return `${formatCount(found.length)}, of which ${formatCount(blocking)} block`
}

function levelsText({ levels }: CodeGroup): string {
  const [only] = levels.keys()
  return levels.size === 1 && only ? levelWords[only] : `${levels.size} levels`
}

function visibilityText(row: ByCodeRow): string {
  const visibilities =
    row.kind === 'code' ? row.group.visibilities : [row.found.exception.exceptionVisibility ?? []].flat()
  return visibilities.length > 1
    ? 'It differs'
    : visibilities.map((each) => visibilityWords[each].short).join('')
}

function visibilityHover(row: ByCodeRow): string | undefined {
  if (row.kind === 'code') return listed(row.group.visibilities.map((each) => visibilityWords[each].short))
  const { exceptionVisibility } = row.found.exception
  return exceptionVisibility ? visibilityWords[exceptionVisibility].whole : undefined
}

function submittedText({ submittedAt }: { submittedAt: { iso: string } | null }): string {
  return submittedAt ? formatDay(submittedAt.iso.slice(0, 10), 'short') : 'Not submitted'
}

/** Two lines on a phone. */
export function CompactCodeRow({ row }: { row: ByCodeRow }) {
  if (row.kind === 'code')
    return (
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-1.5">
        <span className="flex items-center gap-1">
          <Opener open={row.branch.open} />
          <ExceptionMark isBlocking={row.group.blocking > 0} />
        </span>
        <span className="truncate font-mono text-small">{row.group.code}</span>
        <span className="figures font-strong">{formatCount(row.group.found.length)}</span>
        <span className="col-start-2 truncate text-small text-ink-2">{row.group.message}</span>
        <span className="figures text-small text-ink-3">
          {row.group.reports} {row.group.reports === 1 ? 'report' : 'reports'}
        </span>
      </div>
    )
  const { found, says } = row
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 pl-8">
      <Link
        href={reportAddress(found.report.reportId, found.place, found.exception.exceptionCode)}
        prefetch={false}
        tabIndex={-1}
        className="truncate font-strong"
      >
        {found.reportName}
      </Link>
      <span className="text-small text-ink-2">{levelWords[found.level]}</span>
      <span className="col-span-2 truncate text-small text-ink-2">{says || ownerOf(found.report)}</span>
    </div>
  )
}
