'use client'

import { Download, Ellipsis, RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, startTransition, useMemo, useRef, useState } from 'react'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { useNavCount } from '#components/shell/nav-counts.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { usePageActs } from '#components/shell/use-page-acts.ts'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { formatCount, formatInstant } from '#components/ui/format.ts'
import { Menu } from '#components/ui/menu.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useNow } from '#components/ui/use-now.ts'
import { saveCsv } from '#lib/browser/save-csv.ts'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { Scan, ScannedReport } from '#lib/contracts/exceptions.ts'
import type { Capability } from '#lib/contracts/me.ts'
import { ClearBar } from './clear-bar.tsx'
import { codeTableColumns } from './code-columns.tsx'
import { CodesView } from './codes-view.tsx'
import { counted } from './exception-words.ts'
import { exceptionsCsv, reportsCsv } from './exceptions-csv.ts'
import type { Question } from './exceptions-dialogs.tsx'
import { exceptionsUrl } from './exceptions-url-state.ts'
import { groupByCode } from './group-by-code.ts'
import { reportAddress } from './report-url-state.ts'
import { ReportsView } from './reports-view.tsx'
import { NoMatch, NoScan, NothingFound } from './scan-empty.tsx'
import { filterScan, noFilter } from './scan-filter.ts'
import { type FilterChange, ScanFilters } from './scan-filters.tsx'
import { ScanProgress } from './scan-progress.tsx'
import { blockingOn, sortCodes, sortReports } from './sort-found.ts'
import { useScan } from './use-scan.ts'
import { useWrites } from './use-writes.ts'

const loadDialogs = () =>
  import('./exceptions-dialogs.tsx').then((module) => ({ default: module.ExceptionsDialogs }))
const ExceptionsDialogs = lazy(loadDialogs)
const PictureView = lazy(() =>
  import('./picture-view.tsx').then((module) => ({ default: module.PictureView })),
)

/** Exceptions across reports, as a scan found them. */
export function ExceptionsDesk({ granted }: { granted: Capability }) {
  const writes = useWrites(granted)
  const router = useRouter()
  const [url, setUrl] = useUrlState(exceptionsUrl)
  const { latest, scan, running, known, start, refresh, readOthers } = useScan()
  const table = useRef<TableHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [question, setQuestion] = useState<{ asked: Question; run: number } | null>(null)

  // The filter as one word, so that nothing is sifted anew when only the cursor moves.
  const { view, codeSort, reportSort, open, at, ...filter } = url
  const filterWord = JSON.stringify(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the word stands for the filter
  const shown = useMemo(() => filterScan(known, filter), [known, filterWord])
  const groups = useMemo(() => sortCodes(groupByCode(shown), codeSort), [shown, codeSort])
  const reports = useMemo(() => sortReports(shown, reportSort), [shown, reportSort])
  const openCodes = useMemo(() => open, [open])
  useNavCount('exceptions', scan ? countBlocking(known) : undefined)

  const found = groups.flatMap((group) => group.found)
  const tickedFound = found.filter(({ key }) => ticked.has(key))
  const atCode = groups.find(({ code }) => code === at)
  const atFound = found.filter(({ key }) => key === at)
  const chosen = tickedFound.length > 0 ? tickedFound : (atCode?.found ?? atFound)
  const byCode = view === 'codes'

  function ask(asked: Question): void {
    startTransition(() => setQuestion((before) => ({ asked, run: (before?.run ?? 0) + 1 })))
  }
  function askToClear(): void {
    if (writes.allowed && chosen.length > 0) ask({ kind: 'clear', chosen })
  }
  function expand(code: string, opens: boolean): void {
    setUrl({ open: opens ? [...url.open, code] : url.open.filter((each) => each !== code) })
  }
  function change(to: FilterChange): void {
    setUrl(to, { history: 'replace' })
  }
  function exportShown(): void {
    const day = new Date().toISOString().slice(0, 10)
    if (view === 'reports') saveCsv(`Reports with exceptions ${day}.csv`, reportsCsv(reports))
    else saveCsv(`Exceptions ${day}.csv`, exceptionsCsv(found))
  }
  const openReport = (reportId: string) => router.push(reportAddress(reportId))

  usePageActs([
    { keys: 'j', label: 'Next row', run: () => table.current?.move(1) },
    { keys: 'k', label: 'Previous row', run: () => table.current?.move(-1) },
    {
      keys: 'Enter',
      label: byCode ? 'Open the code or the report' : 'Open the report',
      run: () => table.current?.activate(),
    },
    { keys: 'x', label: 'Select the row', run: () => table.current?.toggle(), offered: byCode },
    {
      keys: 'c',
      label: 'Clear the chosen exceptions…',
      run: askToClear,
      offered: byCode && writes.allowed && chosen.length > 0,
    },
    { keys: '/', label: 'Search reports and exceptions', run: () => search.current?.focus() },
    { keys: 'r', label: 'Refresh what changed', run: refresh, offered: scan != null && !running },
    { keys: '1', label: 'Show exceptions by code', run: () => setUrl({ view: 'codes' }) },
    { keys: '2', label: 'Show exceptions by report', run: () => setUrl({ view: 'reports' }) },
    { keys: '3', label: 'Show the picture of exceptions', run: () => setUrl({ view: 'picture' }) },
    {
      keys: 'b',
      label: url.blocking ? 'Show warnings too' : 'Show only what blocks',
      run: () => change({ blocking: !url.blocking }),
    },
    { keys: 'o', label: 'Open a report by its id…', run: () => ask({ kind: 'open-report' }) },
    { label: 'Read other reports…', run: () => ask({ kind: 'scan' }) },
    { label: 'Export what is shown', run: exportShown, offered: shown.length > 0 },
  ])

  return (
    <>
      <PageBar
        title="Exceptions"
        summary={scan ? <Summary scan={scan} shown={shown} /> : null}
        actions={
          <>
            {scan ? (
              <Button
                keys="r"
                pending={start.isPending && question === null}
                aria-disabled={running}
                title={running ? 'A scan is reading already.' : undefined}
                onClick={refresh}
              >
                <RefreshCw aria-hidden="true" />
                <span className="max-wide:sr-only">Refresh what changed</span>
              </Button>
            ) : null}
            {shown.length > 0 ? (
              <Button onClick={exportShown} className="max-desk:hidden!">
                <Download aria-hidden="true" />
                <span className="max-wide:sr-only">Export</span>
              </Button>
            ) : null}
            <Menu
              label="More"
              placement="bottom end"
              className={buttonLook()}
              groups={[
                {
                  items: [
                    {
                      id: 'open',
                      label: 'Open a report by its id…',
                      keys: 'o',
                      onAction: () => ask({ kind: 'open-report' }),
                    },
                    { id: 'scan', label: 'Read other reports…', onAction: () => ask({ kind: 'scan' }) },
                    { id: 'export', label: 'Export what is shown', onAction: exportShown },
                  ],
                },
              ]}
            >
              <Ellipsis aria-hidden="true" />
              <span className="sr-only">More</span>
            </Menu>
          </>
        }
      />
      {scan ? <ScanProgress scan={scan} /> : null}
      {latest.error || (start.error && scan && question === null) ? (
        <div className="flex-none p-3.5">
          <ProblemNotice
            error={latest.error ?? start.error}
            pending={latest.isFetching}
            retriesItself={latest.error !== null}
            onRetry={() => (latest.error ? void latest.refetch() : refresh())}
          />
        </div>
      ) : null}
      {scan ? (
        <ScanFilters
          url={url}
          known={known}
          onChange={change}
          onView={(chosenView) => setUrl({ view: chosenView })}
          searchRef={search}
          onLeaveSearch={() => table.current?.focus()}
        />
      ) : null}
      {latest.isPending ? (
        <TableSkeleton label="Reading the last scan" columns={codeTableColumns} ticks />
      ) : null}
      {scan === null ? (
        <NoScan
          pending={start.isPending}
          error={start.error}
          onRead={() => start.mutate({})}
          onChoose={() => ask({ kind: 'scan' })}
        />
      ) : null}
      {scan ? (
        shown.length === 0 ? (
          <div className="min-h-0 flex-1 overflow-auto bg-surface">
            {known.some(({ exceptions }) => exceptions.length > 0) ? (
              <NoMatch onClear={() => change(noFilter)} />
            ) : (
              <NothingFound reading={running} />
            )}
          </div>
        ) : view === 'reports' ? (
          <ReportsView
            reports={reports}
            sort={reportSort}
            tableRef={table}
            onSort={(sort) => setUrl({ reportSort: sort })}
            onOpen={openReport}
          />
        ) : view === 'picture' ? (
          <Suspense fallback={<div className="flex-1 bg-surface" />}>
            <PictureView groups={groups} />
          </Suspense>
        ) : (
          <CodesView
            groups={groups}
            open={openCodes}
            at={at}
            sort={codeSort}
            ticked={ticked}
            tableRef={table}
            onTicked={setTicked}
            onSort={(sort) => setUrl({ codeSort: sort })}
            onExpand={expand}
            onMove={(key) => setUrl({ at: key })}
            onOpenReport={({ found: one }) =>
              router.push(reportAddress(one.report.reportId, one.place, one.exception.exceptionCode))
            }
          />
        )
      ) : null}
      {scan && byCode && shown.length > 0 ? (
        <ClearBar
          chosen={chosen}
          ticked={tickedFound.length > 0}
          writes={writes}
          onClear={askToClear}
          onUntick={() => setTicked(new Set())}
          loadDialogs={loadDialogs}
        />
      ) : null}
      <Suspense>
        {question ? (
          <ExceptionsDialogs
            key={question.run}
            asked={question.asked}
            scan={scan}
            scanPending={start.isPending}
            scanError={start.error}
            onScan={(body) => readOthers(body, () => setQuestion(null))}
            onCleared={() => setTicked(new Set())}
            onOpenReport={openReport}
            onClose={() => setQuestion(null)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

const countBlocking = (reports: readonly ScannedReport[]) =>
  reports.reduce((count, report) => count + blockingOn(report), 0)

/** "193 on 61 reports, 83 block · read at 09:12": of what is shown. */
function Summary({ scan, shown }: { scan: Scan; shown: readonly ScannedReport[] }) {
  const now = useNow()
  const all = shown.reduce((count, { exceptions }) => count + exceptions.length, 0)
  const words = `${formatCount(all)} on ${counted(shown.length, 'report')}, ${formatCount(countBlocking(shown))} block`
  const readAt = scan.endedAt ?? scan.startedAt
  return (
    <span className="tabular-nums">
      {words}
      {now === null || scan.endedAt === null ? null : (
        <span className="max-desk:hidden" title={formatInstant(readAt, 'exact')}>
          {' '}
          · read {readWhen(readAt, now)}
        </span>
      )}
    </span>
  )
}

function readWhen(readAt: string, now: number): string {
  const today = new Date(readAt).toDateString() === new Date(now).toDateString()
  return today ? `at ${formatInstant(readAt, 'time')}` : formatInstant(readAt, 'short')
}
