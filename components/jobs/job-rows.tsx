'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { useKeys } from '#components/shell/use-keys.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { oneOf } from '#lib/browser/url-state.ts'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { Job, JobRow, RowOutcome } from '#lib/contracts/jobs.ts'
import { rowOutcomes } from '#lib/contracts/vocabulary.ts'
import { CompactJobRow, columnsFor } from './job-row-columns.tsx'
import { rowAddress, rowName } from './job-row-item.ts'
import { notDone, outcomeWords } from './job-words.ts'
import { hasEnded, jobRowsOptions } from './jobs.queries.ts'
import { rowsUrl, type ShownOutcome, shownOutcomes } from './rows-url-state.ts'

const outcomeOptions = [
  { value: 'not-done', label: 'Not done' },
  { value: 'all', label: 'Every row' },
  ...rowOutcomes.map((outcome) => ({ value: outcome, label: outcomeWords[outcome].label })),
]
/** More rows than a person reads through: then those that failed come first. */
const MANY = 100
const rowKey = (row: JobRow) => String(row.row)
const renderCompactRow = (row: JobRow) => <CompactJobRow row={row} />

export function JobRows({ job }: { job: Job }) {
  const [{ outcome, step }, setUrl] = useUrlState(rowsUrl)
  const shown = outcome ?? (job.counts.total > MANY ? 'not-done' : 'all')
  const rows = useInfiniteQuery({
    ...jobRowsOptions(job.id, { outcomes: outcomesOf(shown), step }),
    placeholderData: keepPreviousData,
  })
  const { refetch } = rows
  const { pending, failed, unknown, notSent } = job.counts
  const moved = shown === 'not-done' ? failed + unknown + notSent : `${job.state} ${pending}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are read again as the counts of the job move
  useEffect(() => {
    refetch({ cancelRefetch: false })
  }, [moved, refetch])
  const columns = columnsFor(job)
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  const router = useRouter()
  const table = useRef<TableHandle>(null)
  useKeys({
    j: { label: 'Next row', run: () => table.current?.move(1) },
    k: { label: 'Previous row', run: () => table.current?.move(-1) },
    ...(job.listId
      ? {}
      : { Enter: { label: `Open the ${subjectOf(job)}`, run: () => table.current?.activate() } }),
  })
  const openSubject = (key: string) => {
    const row = items.find((known) => rowKey(known) === key)
    const address = row ? rowAddress(row) : null
    if (address) router.push(address)
  }
  return (
    <>
      <div className="flex flex-none items-center gap-3 border-b border-line px-3.5 py-2 desk:px-6">
        <h2 className="flex-1">
          {shown === 'not-done' ? 'Failed rows, every one named' : 'Rows'}
          {step === null ? null : <span className="font-medium text-ink-2"> of batch {step}</span>}
        </h2>
        {step === null ? null : <Button onClick={() => setUrl({ step: null })}>All batches</Button>}
        <Select
          label="Outcome"
          hideLabel
          options={outcomeOptions}
          value={shown}
          onValueChange={(value) => setUrl({ outcome: oneOf(shownOutcomes, value) })}
        />
      </div>
      {rows.isError ? (
        <div className="flex-none p-3.5 desk:px-6">
          <ProblemNotice
            error={rows.error}
            onRetry={() => refetch()}
            retriesItself
            pending={rows.isFetching}
          />
        </div>
      ) : null}
      {rows.isPending ? <TableSkeleton label="Reading the rows" columns={columns} rows={12} /> : null}
      {rows.isSuccess && items.length === 0 ? (
        <EmptyState
          title={emptyTitle(shown, job)}
          action={
            shown === 'all' ? undefined : (
              <Button onClick={() => setUrl({ outcome: 'all', step: null })}>Show every row</Button>
            )
          }
        >
          {shown === 'not-done' && !hasEnded(job) ? 'They appear here as they come.' : null}
        </EmptyState>
      ) : null}
      {items.length > 0 ? (
        <DataTable
          ref={table}
          onActivate={openSubject}
          label="Rows of the job"
          rows={items}
          columns={columns}
          rowKey={rowKey}
          rowLabel={rowName}
          renderCompactRow={renderCompactRow}
          after={
            rows.hasNextPage ? (
              <div className="grid place-items-center p-4">
                <Button pending={rows.isFetchingNextPage} onClick={() => rows.fetchNextPage()}>
                  Load more rows
                </Button>
              </div>
            ) : null
          }
        />
      ) : null}
    </>
  )
}

const subjectOf = ({ kind }: Job) => (kind.endsWith('-exceptions') ? 'report' : 'request')

function outcomesOf(shown: ShownOutcome): readonly RowOutcome[] {
  if (shown === 'all') return []
  return shown === 'not-done' ? notDone : [shown]
}

function emptyTitle(shown: ShownOutcome, job: Job): string {
  if (shown === 'all') return 'No rows'
  if (shown !== 'not-done') return 'No row ended like this'
  return hasEnded(job) ? 'No row failed' : 'No row has failed so far'
}
