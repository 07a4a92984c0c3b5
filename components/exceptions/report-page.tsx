'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, startTransition, useMemo, useRef, useState } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import { TableFoot } from '#components/data-table/table-foot.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { TreeKeys } from '#components/data-table/tree-keys.tsx'
import { usePageActs } from '#components/shell/use-page-acts.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { Capability } from '#lib/contracts/me.ts'
import {
  expensesOptions,
  latestScanOptions,
  reportExceptionsOptions,
  reportOptions,
} from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'
import { placeTitle } from './place-words.ts'
import { ReportBar } from './report-bar.tsx'
import type { Question } from './report-dialogs.tsx'
import { BackToExceptions, ReportHead, ReportHeadSkeleton } from './report-head.tsx'
import { ReportSummaryNotice } from './report-summary-notice.tsx'
import { type ExceptionRow, placeTree, type ReportRow, reportRows } from './report-tree.ts'
import { CompactReportRow, reportTreeColumns } from './report-tree-columns.tsx'
import { reportUrl } from './report-url-state.ts'
import { useWrites } from './use-writes.ts'

const loadDialogs = () => import('./report-dialogs.tsx').then((module) => ({ default: module.ReportDialogs }))
const ReportDialogs = lazy(loadDialogs)

/** It leaves within two frames. */
const AFTER_THE_DIALOG = 60

interface ReportPageProps {
  reportId: string
  granted: Capability
}

/** One report as a tree, with every exception where it stands. */
export function ReportPage({ reportId, granted }: ReportPageProps) {
  const writes = useWrites(granted)
  const client = useQueryClient()
  const router = useRouter()
  const [url, setUrl] = useUrlState(reportUrl)
  const report = useQuery(reportOptions(reportId))
  const expenses = useQuery(expensesOptions(reportId))
  const exceptions = useQuery(reportExceptionsOptions(reportId))
  const table = useRef<TableHandle>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [question, setQuestion] = useState<Asked | null>(null)

  // Reports v4 names an owner only to some; the search that the scan began with names everybody.
  const scanned = useQuery({ ...latestScanOptions(), enabled: false }).data?.items
  const owner = scanned?.find((each) => each.reportId === reportId)?.owner

  const tree = useMemo(
    () => placeTree(reportId, expenses.data ?? [], exceptions.data?.items ?? []),
    [reportId, expenses.data, exceptions.data],
  )
  const turnedWord = url.turned.join(',')
  const rows = useMemo(
    () => (report.data ? reportRows(report.data, tree, new Set(turnedWord.split(','))) : []),
    [report.data, tree, turnedWord],
  )
  const row = rows.find(({ key }) => key === url.at)
  const reportName = report.data?.name ?? ''
  const tickedRows = rows.filter(
    (each): each is ExceptionRow => each.kind === 'exception' && ticked.has(each.key),
  )
  const chosen = tickedRows.length > 0 ? tickedRows : row?.kind === 'exception' ? [row] : []
  // As a transition: React else shows nothing for 300 ms before it reveals what was loaded lazily.
  function ask(asked: Question): void {
    startTransition(() => setQuestion(askedAnew(asked)))
  }
  function askToClear(): void {
    if (writes.allowed && chosen.length > 0) ask({ kind: 'clear', chosen: chosen.map(clearable) })
  }
  function askToAdd(): void {
    const [header] = tree
    const node = row?.node ?? header
    if (writes.allowed && node) ask({ kind: 'add', node })
  }
  const mayWrite = writes.allowed
  const columns = useMemo(() => {
    const clear = (pressed: ExceptionRow) =>
      startTransition(() => setQuestion(askedAnew({ kind: 'clear', chosen: [clearable(pressed)] })))
    return reportTreeColumns(mayWrite ? clear : null)
  }, [mayWrite])

  function turn(key: string): void {
    const turned = url.turned.includes(key) ? url.turned.filter((each) => each !== key) : [...url.turned, key]
    setUrl({ turned })
  }
  function toException(by: 1 | -1): void {
    const cursor = table.current?.cursor() ?? null
    const from = rows.findIndex(({ key }) => key === cursor)
    const isNext = ({ kind }: ReportRow, index: number) =>
      kind === 'exception' && (by > 0 ? index > from : index < from)
    const to = by > 0 ? rows.findIndex(isNext) : rows.findLastIndex(isNext)
    if (to === -1) return
    if (from === -1) setUrl({ at: rows[to]?.key ?? null })
    else table.current?.move(to - from)
  }
  /** The row under the cursor, with the focus on it: the dialog that an act came from holds that until it has left. */
  function show(key: string | null): void {
    setUrl({ at: key })
    setTimeout(() => table.current?.focus(), AFTER_THE_DIALOG)
  }
  /** The next exception that still stands comes under the cursor, so that one after the other can be cleared. */
  function afterClear(cleared: readonly Clearable[]): void {
    setTicked(new Set())
    const gone = new Set(cleared.map(({ key }) => key))
    const last = rows.findLastIndex(({ key }) => gone.has(key))
    const stands = ({ kind, key }: ReportRow) => kind === 'exception' && !gone.has(key)
    const next = rows.find((each, index) => index > last && stands(each)) ?? rows.findLast(stands)
    show(next?.key ?? null)
  }
  function activate(key: string): void {
    const pressed = rows.find((each) => each.key === key)
    if (pressed?.kind === 'exception' && writes.allowed) ask({ kind: 'clear', chosen: [clearable(pressed)] })
    else if (pressed?.branch.open !== undefined) turn(key)
  }
  function readAgain(): void {
    void client.invalidateQueries({ queryKey: reportOptions(reportId).queryKey })
    void client.invalidateQueries({ queryKey: expensesOptions(reportId).queryKey })
    void client.invalidateQueries({ queryKey: reportExceptionsOptions(reportId).queryKey })
  }

  usePageActs([
    { keys: 'j', label: 'Next row', run: () => table.current?.move(1) },
    { keys: 'k', label: 'Previous row', run: () => table.current?.move(-1) },
    { keys: 'n', label: 'Next exception', run: () => toException(1) },
    { keys: 'p', label: 'Previous exception', run: () => toException(-1) },
    { keys: 'Enter', label: 'Open the place, or clear the exception', run: () => table.current?.activate() },
    { keys: 'x', label: 'Select the exception', run: () => table.current?.toggle() },
    {
      keys: 'c',
      label: chosen.length > 1 ? 'Clear the selected exceptions…' : 'Clear the exception…',
      run: askToClear,
      offered: writes.allowed && chosen.length > 0,
    },
    {
      keys: 'a',
      label: row ? `Add an exception at ${placeTitle(row.node)}…` : 'Add an exception at the header…',
      run: askToAdd,
      offered: writes.allowed && report.data !== undefined,
    },
    { keys: 'r', label: 'Read the report again', run: readAgain },
    { keys: 'Escape', label: 'Back to the exceptions', run: () => router.push('/exceptions') },
  ])

  const error = report.error ?? exceptions.error ?? expenses.error
  const pending = report.isPending || exceptions.isPending || expenses.isPending
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <BackToExceptions />
      {report.data ? (
        <ReportHead
          report={report.data}
          ownerBySearch={owner}
          writes={writes}
          onAdd={askToAdd}
          loadDialogs={loadDialogs}
        />
      ) : report.isPending ? (
        <ReportHeadSkeleton />
      ) : null}
      {error ? (
        <div className="flex-none px-3.5 pb-3 desk:px-6">
          <ProblemNotice
            error={error}
            pending={report.isFetching || exceptions.isFetching || expenses.isFetching}
            retriesItself
            onRetry={readAgain}
          />
        </div>
      ) : null}
      {exceptions.data && report.data ? (
        <div className="flex-none px-3.5 pb-3 desk:px-6">
          <ReportSummaryNotice exceptions={exceptions.data.items} />
        </div>
      ) : null}
      {pending && !error ? (
        <TableSkeleton label="Reading the exceptions" columns={columns} ticks rows={12} />
      ) : exceptions.data && rows.length > 0 ? (
        <div className="flex min-h-0 flex-1 flex-col border-t border-line">
          <DataTable
            ref={table}
            label={`Exceptions of ${reportName}`}
            rows={rows}
            columns={columns}
            rowKey={rowKey}
            rowLabel={rowLabel}
            branchOf={branchOf}
            onExpand={turn}
            selected={ticked}
            onSelectedChange={setTicked}
            activeKey={row?.key ?? null}
            onActivate={activate}
            onCursorChange={(key) => setUrl({ at: key })}
            renderCompactRow={renderCompactRow}
            compactRowHeight={60}
          />
        </div>
      ) : (
        <div className="flex-1" />
      )}
      {rows.length > 0 ? (
        <ReportBar
          row={row}
          ticked={tickedRows.map(clearable)}
          writes={writes}
          onClear={askToClear}
          onAdd={askToAdd}
          onUntick={() => setTicked(new Set())}
          loadDialogs={loadDialogs}
        />
      ) : null}
      <TableFoot
        label="Read the report again"
        readAt={exceptions.data ? Date.parse(exceptions.data.readAt) : 0}
        reading={exceptions.isFetching || expenses.isFetching}
        onRefresh={readAgain}
        keys={<TreeKeys />}
        className="bg-canvas desk:px-6"
      >
        {exceptions.data ? (
          <span className="max-desk:hidden">
            {exceptions.data.as === 'system'
              ? 'As the company sees it'
              : 'As you may see it: others may see more'}
          </span>
        ) : null}
      </TableFoot>
      <Suspense>
        {question ? (
          <ReportDialogs
            key={question.run}
            asked={question.asked}
            tree={tree}
            onCleared={afterClear}
            onAdded={show}
            onClose={() => setQuestion(null)}
          />
        ) : null}
      </Suspense>
    </div>
  )
}

interface Asked {
  asked: Question
  /** Makes each question a dialog of its own. */
  run: number
}

const askedAnew = (asked: Question) => (before: Asked | null) => ({ asked, run: (before?.run ?? 0) + 1 })

const clearable = ({ key, node, exception, report }: ExceptionRow): Clearable => ({
  key,
  place: node.place,
  level: node.level,
  exception,
  reportName: report.name,
})

const rowKey = (row: ReportRow) => row.key
const rowLabel = (row: ReportRow) =>
  row.kind === 'exception'
    ? `${row.exception.exceptionCode} at ${placeTitle(row.node)}`
    : placeTitle(row.node)
const branchOf = (row: ReportRow) => row.branch
const renderCompactRow = (row: ReportRow) => <CompactReportRow row={row} />
