'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { lazy, Suspense, startTransition, useEffect, useRef, useState } from 'react'
import { TableFoot } from '#components/data-table/table-foot.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { useNavCount } from '#components/shell/nav-counts.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { usePageActs } from '#components/shell/use-page-acts.ts'
import { Awake } from '#components/ui/awake.tsx'
import { buttonLook } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { useIsPhone } from '#components/ui/use-is-phone.ts'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { BulkAction } from '#lib/contracts/requests.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ListSkeleton, NoMatch, NothingHere } from './list-empty.tsx'
import { type FilterChange, ListFilters, SortMenu } from './list-filters.tsx'
import { NoRequestOpen } from './no-request-open.tsx'
import { RequestDetailsSkeleton } from './request-details-skeleton.tsx'
import { RequestList } from './request-list.tsx'
import { statusWords } from './request-statuses.ts'
import { requestOptions } from './requests.queries.ts'
import { requestsUrl } from './requests-url-state.ts'
import { TruncatedBar } from './truncated-bar.tsx'
import { useDecisions } from './use-decisions.ts'
import type { FirstList } from './use-first-list.ts'
import { useFirstSign } from './use-first-sign.ts'
import { useLoadTheRest } from './use-load-the-rest.ts'
import { useRequestRows } from './use-request-rows.ts'
import { useSettled } from './use-settled.ts'

const loadDetails = () =>
  import('./request-details.tsx').then((module) => ({ default: module.RequestDetails }))
const RequestDetails = lazy(loadDetails)
const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((module) => ({ default: module.BulkDialog })))

/** The list beside the open request. On a phone either of them has the whole screen. */
export function RequestsDesk(first: FirstList) {
  const client = useQueryClient()
  const [url, setUrl] = useUrlState(requestsUrl)
  const { filter, list, loaded, rows, known } = useRequestRows(url, first)
  const theRest = useLoadTheRest(filter, list.data)
  const phone = useIsPhone()
  const hydrated = useHydrated()
  const table = useRef<TableHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const cameFromList = useRef(false)
  const wantsList = useRef(false)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [bulk, setBulk] = useState<{ action: BulkAction; run: number } | null>(null)
  const settled = useSettled(url.request)
  const decisions = useDecisions(({ request }) => afterAct(request.requestKey))

  const openIndex = rows.findIndex(({ requestKey }) => requestKey === url.request)
  const next = rows[openIndex + 1] ?? (openIndex > 0 ? rows[openIndex - 1] : undefined)
  const chosen = rows.filter(({ requestKey }) => selected.has(requestKey))

  // What an answer that comes late has to know is what is open then, not what was open when it was asked for.
  const latest = useRef({ open: url.request, next: next?.requestKey ?? null, phone })
  useEffect(() => {
    latest.current = { open: url.request, next: next?.requestKey ?? null, phone }
  })
  function afterAct(requestKey: string): void {
    const { open, next, phone } = latest.current
    if (open !== requestKey) return
    setUrl({ request: next }, { history: 'replace' })
    wantsList.current = !phone
  }

  const openKey = url.request
  // The dialog that an act came from holds the focus until it has left together with its request.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once another request is open
  useEffect(() => {
    if (!wantsList.current) return
    wantsList.current = false
    requestAnimationFrame(() => table.current?.focus())
  }, [openKey])
  const openIsRead = openKey !== null && known.has(openKey)
  const nextKey = openIndex >= 0 ? next?.requestKey : undefined
  useEffect(() => {
    if (openIsRead && nextKey) void client.prefetchQuery(requestOptions(nextKey))
  }, [client, openIsRead, nextKey])

  useFirstSign(loadDetails)

  useNavCount(
    'requests',
    url.status === 'TOAPPROVE' && !url.loginId && !url.modifiedAfter && !url.modifiedBefore
      ? list.data?.total
      : undefined,
  )

  function open(requestKey: string): void {
    cameFromList.current = phone
    setUrl({ request: requestKey }, { history: phone ? 'push' : 'replace' })
  }
  function close(): void {
    if (cameFromList.current) {
      cameFromList.current = false
      window.history.back()
    } else setUrl({ request: null }, { history: 'replace' })
    if (!phone) table.current?.focus()
  }
  function move(by: number): void {
    const requestKey = table.current?.move(by)
    if (requestKey && openKey !== null) setUrl({ request: requestKey }, { history: 'replace' })
  }
  function change(to: FilterChange): void {
    const asksAnew = Object.keys(to).some((name) => name !== 'q')
    if (asksAnew) setSelected(new Set())
    setUrl(asksAnew ? { ...to, request: null } : to, { history: 'replace' })
  }

  usePageActs([
    { keys: 'j', label: 'Next request', run: () => move(1) },
    { keys: 'k', label: 'Previous request', run: () => move(-1) },
    { keys: 'Enter', label: 'Open the request', run: () => table.current?.activate() },
    { keys: 'x', label: 'Select the request', run: () => table.current?.toggle() },
    { keys: '/', label: 'Search the requests', run: () => search.current?.focus() },
    { keys: 'Escape', label: 'Back to the list', run: close, offered: openKey !== null },
  ])

  const total = list.data ? list.data.total : undefined
  return (
    <Awake>
      <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] overflow-hidden desk:grid-cols-[minmax(440px,46%)_minmax(0,1fr)]">
        <div className={classes('flex min-h-0 min-w-0 flex-col', openKey !== null && 'max-desk:hidden')}>
          <PageBar
            title="Requests"
            summary={
              total === undefined
                ? null
                : statusWords[url.status].count(
                    `${formatCount(Math.max(total, loaded.length))}${list.data?.truncated && theRest.progress.state !== 'done' ? '+' : ''}`,
                    total === 1,
                  )
            }
            actions={
              <>
                <SortMenu sort={url.sort} onSort={(sort) => setUrl({ sort })} />
                <Link href="/requests/new" prefetch={false} className={buttonLook()}>
                  <Plus aria-hidden="true" />
                  <span className="max-desk:sr-only">New request</span>
                </Link>
              </>
            }
          />
          <ListFilters
            url={url}
            onChange={change}
            searchRef={search}
            onLeaveSearch={() => table.current?.focus()}
          />
          {list.data?.truncated ? (
            <TruncatedBar
              loaded={loaded.length}
              progress={theRest.progress}
              onLoad={() => void theRest.load()}
              onStop={theRest.stop}
            />
          ) : null}
          {list.error ? (
            <div className="flex-none p-3.5">
              <ProblemNotice
                error={list.error}
                pending={list.isFetching}
                retriesItself
                onRetry={() => void list.refetch()}
              />
            </div>
          ) : null}
          {list.isPending ? (
            <ListSkeleton />
          ) : rows.length > 0 ? (
            <>
              {/* The server does not know a phone: it draws the table for wide screens, which nobody can press before it is awake. */}
              <div
                inert={!hydrated}
                className={classes('flex min-h-0 flex-1 flex-col', !hydrated && 'max-desk:hidden')}
              >
                <RequestList
                  tableRef={table}
                  rows={rows}
                  known={known}
                  url={url}
                  readAt={list.dataUpdatedAt}
                  selected={selected}
                  onSelectedChange={setSelected}
                  onSort={(sort) => setUrl({ sort })}
                  onOpen={open}
                  onCursorChange={(requestKey) => {
                    if (openKey !== null && !phone) setUrl({ request: requestKey }, { history: 'replace' })
                  }}
                />
              </div>
              {hydrated ? null : (
                <div className="contents desk:hidden">
                  <ListSkeleton />
                </div>
              )}
            </>
          ) : (
            <div className="min-h-0 flex-1 overflow-auto bg-surface">
              {loaded.length > 0 ? (
                <NoMatch text={url.q} onClear={() => change({ q: '' })} />
              ) : list.data ? (
                <NothingHere url={url} onChange={change} />
              ) : null}
            </div>
          )}
          {chosen.length > 0 ? (
            <BulkBar
              count={chosen.length}
              onAct={(action) => startTransition(() => setBulk({ action, run: (bulk?.run ?? 0) + 1 }))}
              onClear={() => setSelected(new Set())}
            />
          ) : null}
          <TableFoot
            status={`${formatCount(rows.length)} of ${formatCount(loaded.length)}`}
            label="Read the list again"
            readAt={list.dataUpdatedAt}
            reading={list.isFetching}
            onRefresh={() => void list.refetch()}
            keys={
              <>
                <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>x</Kbd> select <Kbd>?</Kbd> all keys
              </>
            }
          />
        </div>
        <div
          className={classes(
            'flex min-h-0 min-w-0 flex-col bg-surface desk:border-l desk:border-line',
            openKey === null && 'max-desk:hidden',
          )}
        >
          {openKey === null ? (
            <NoRequestOpen any={rows.length > 0} />
          ) : (
            <Suspense fallback={<DetailsFallback />}>
              <RequestDetails
                key={openKey}
                requestKey={openKey}
                settled={settled}
                decisions={decisions}
                position={
                  openIndex < 0
                    ? 'not in this list'
                    : `${formatCount(openIndex + 1)} of ${formatCount(rows.length)}${nextKey ? ' · next opens by itself' : ''}`
                }
                onBack={close}
              />
            </Suspense>
          )}
        </div>
        <Suspense>
          {bulk ? (
            <BulkDialog
              key={bulk.run}
              action={bulk.action}
              rows={chosen}
              onOpenRequest={(requestKey) => {
                setBulk(null)
                open(requestKey)
              }}
              onDone={(keys) =>
                setSelected((before) => new Set([...before].filter((key) => !keys.includes(key))))
              }
              onClose={() => setBulk(null)}
            />
          ) : null}
        </Suspense>
      </div>
    </Awake>
  )
}

function DetailsFallback() {
  return (
    <div className="px-6 pt-7.5 max-desk:px-4 max-desk:pt-14">
      <RequestDetailsSkeleton />
    </div>
  )
}
