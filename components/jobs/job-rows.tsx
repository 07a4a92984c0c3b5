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
import { oneOf, type UrlState } from '#lib/browser/url-state.ts'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { Job, JobRow, RowOutcome } from '#lib/contracts/jobs.ts'
import { rowOutcomes } from '#lib/contracts/vocabulary.ts'
import { CompactJobRow, jobRowColumns } from './job-row-columns.tsx'
import { rowAddress, rowName } from './job-row-item.ts'
import { outcomeWords } from './job-words.ts'
import { jobRowsOptions } from './jobs.queries.ts'

const outcomeOptions = [
  { value: '', label: 'Every outcome' },
  ...rowOutcomes.map((outcome) => ({ value: outcome, label: outcomeWords[outcome].label })),
]
const rowsUrl: UrlState<{ outcome: RowOutcome | null }> = {
  read: (search) => ({ outcome: oneOf(rowOutcomes, search.get('outcome')) }),
  write: (url) => url,
}
const rowKey = (row: JobRow) => String(row.row)
const renderCompactRow = (row: JobRow) => <CompactJobRow row={row} />

export function JobRows({ job }: { job: Job }) {
  const [{ outcome }, setUrl] = useUrlState(rowsUrl)
  const rows = useInfiniteQuery({ ...jobRowsOptions(job.id, outcome), placeholderData: keepPreviousData })
  const { refetch } = rows
  const moved = `${job.state} ${job.counts.pending}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are read again as the counts of the job move
  useEffect(() => {
    refetch({ cancelRefetch: false })
  }, [moved, refetch])
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  const router = useRouter()
  const table = useRef<TableHandle>(null)
  useKeys({
    j: { label: 'Next row', run: () => table.current?.move(1) },
    k: { label: 'Previous row', run: () => table.current?.move(-1) },
    Enter: { label: 'Open the request', run: () => table.current?.activate() },
  })
  const openRequest = (key: string) => {
    const row = items.find((known) => rowKey(known) === key)
    const address = row ? rowAddress(row) : null
    if (address) router.push(address)
  }
  return (
    <>
      <div className="flex flex-none items-center gap-3 border-b border-line px-3.5 py-2 desk:px-6">
        <h2 className="flex-1">Rows, every one named</h2>
        <Select
          label="Outcome"
          hideLabel
          options={outcomeOptions}
          value={outcome ?? ''}
          onValueChange={(value) => setUrl({ outcome: oneOf(rowOutcomes, value) })}
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
      {rows.isPending ? <TableSkeleton label="Reading the rows" columns={jobRowColumns} rows={12} /> : null}
      {rows.isSuccess && items.length === 0 ? (
        <EmptyState
          title={outcome ? 'No row ended like this' : 'No rows yet'}
          action={
            outcome ? <Button onClick={() => setUrl({ outcome: null })}>Show every row</Button> : undefined
          }
        >
          {outcome ? null : 'They appear as the job begins.'}
        </EmptyState>
      ) : null}
      {items.length > 0 ? (
        <DataTable
          ref={table}
          onActivate={openRequest}
          label="Rows of the job"
          rows={items}
          columns={jobRowColumns}
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
