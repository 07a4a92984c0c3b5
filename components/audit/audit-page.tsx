'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageBar } from '#components/shell/page-bar.tsx'
import { useKeys } from '#components/shell/use-keys.ts'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { AuditFilter } from '#lib/contracts/audit.ts'
import { ActDetail } from './act-detail.tsx'
import { auditCsvAddress, auditOptions } from './audit.queries.ts'
import { auditColumns, CompactAct } from './audit-columns.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { auditUrl, type FilterTexts, readFilter } from './audit-url-state.ts'
import { verbWords } from './audit-words.ts'
import { type Act, foldActs } from './fold-acts.ts'

const rowKey = (act: Act) => act.id
const rowLabel = (act: Act) => `${verbWords[act.last.verb]} ${act.last.object.label}`
const renderDetail = (act: Act) => <ActDetail act={act} />
const renderCompactRow = (act: Act) => <CompactAct act={act} />

/** `everybody`: this person sees the acts of all, not only their own. */
export function AuditPage({ everybody }: { everybody: boolean }) {
  const [filter, setFilter] = useUrlState(auditUrl)
  const [open, setOpen] = useState<string | null>(null)
  const log = useInfiniteQuery({ ...auditOptions(filter), placeholderData: keepPreviousData })
  const pages = log.data?.pages ?? []
  const entries = pages.flatMap((page) => page.items)
  const acts = foldActs(entries)
  const table = useRef<TableHandle>(null)
  useKeys({
    j: { label: 'Next act', run: () => table.current?.move(1) },
    k: { label: 'Previous act', run: () => table.current?.move(-1) },
    Enter: { label: 'Open or close the act', run: () => table.current?.activate() },
  })
  const clear = () => setFilter(readFilter({}))
  const change = (changed: FilterTexts) => setFilter(readFilter({ ...filter, ...changed }))
  return (
    <>
      <PageBar
        title="Audit log"
        summary={log.isSuccess ? summaryOf(acts.length, log.hasNextPage, everybody) : null}
        actions={
          <a className={buttonLook()} href={auditCsvAddress(filter)} download>
            <Download aria-hidden="true" />
            <span>
              <span className="max-desk:sr-only">Download </span>CSV
            </span>
          </a>
        }
      />
      <AuditFilters filter={filter} everybody={everybody} onChange={change} onClear={clear} />
      {log.isError ? (
        <div className="flex-none p-3.5">
          <ProblemNotice
            error={log.error}
            onRetry={() => log.refetch()}
            retriesItself
            pending={log.isFetching}
          />
        </div>
      ) : null}
      {log.isPending ? <TableSkeleton label="Reading the audit log" columns={auditColumns} /> : null}
      {log.isSuccess && acts.length === 0 ? (
        <NothingWritten filtered={hasFilter(filter)} onClear={clear} />
      ) : null}
      {acts.length > 0 ? (
        <DataTable
          ref={table}
          label="Audit log, newest first"
          rows={acts}
          columns={auditColumns}
          rowKey={rowKey}
          rowLabel={rowLabel}
          activeKey={open}
          onActivate={(key) => setOpen(key === open ? null : key)}
          renderDetail={renderDetail}
          renderCompactRow={renderCompactRow}
          placeKey="audit"
          after={
            log.hasNextPage ? (
              <div className="grid place-items-center p-4">
                <Button pending={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
                  Load older entries
                </Button>
              </div>
            ) : null
          }
        />
      ) : null}
    </>
  )
}

const hasFilter = (filter: AuditFilter) => Object.values(filter).some(Boolean)

function summaryOf(acts: number, more: boolean, everybody: boolean): string {
  if (acts === 0) return ''
  const whose = everybody ? 'of everybody' : 'of yours'
  return `${more ? 'the newest ' : ''}${formatCount(acts)} ${acts === 1 ? 'act' : 'acts'} ${whose}`
}

function NothingWritten({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered)
    return (
      <EmptyState title="Nothing has been done yet">
        Every approval, sending back and recall is written here before it goes to Concur, and again with its
        outcome.
      </EmptyState>
    )
  return (
    <EmptyState
      title="No act matches these filters"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Take a filter away, or look at a longer time.
    </EmptyState>
  )
}
