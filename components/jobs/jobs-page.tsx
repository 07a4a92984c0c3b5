'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { useNavCount } from '#components/shell/nav-counts.ts'
import { PageBar } from '#components/shell/page-bar.tsx'
import { useKeys } from '#components/shell/use-keys.ts'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { Job } from '#lib/contracts/jobs.ts'
import { hasEnded, jobsOptions } from './jobs.queries.ts'
import { CompactJob, jobsColumns } from './jobs-columns.tsx'

const rowKey = (job: Job) => job.id
const rowLabel = (job: Job) => job.title
const renderCompactRow = (job: Job) => <CompactJob job={job} />

export function JobsPage() {
  const router = useRouter()
  const table = useRef<TableHandle>(null)
  const jobs = useInfiniteQuery(jobsOptions())
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? []
  const running = items.filter((job) => !hasEnded(job)).length
  useNavCount('jobs', jobs.isSuccess ? running : undefined)
  useKeys({
    j: { label: 'Next job', run: () => table.current?.move(1) },
    k: { label: 'Previous job', run: () => table.current?.move(-1) },
    Enter: { label: 'Open the job', run: () => table.current?.activate() },
  })
  return (
    <>
      <PageBar title="Jobs" summary={jobs.isSuccess && items.length > 0 ? summaryOf(running) : null} />
      {jobs.isError ? (
        <div className="flex-none p-3.5">
          <ProblemNotice
            error={jobs.error}
            onRetry={() => jobs.refetch()}
            retriesItself
            pending={jobs.isFetching}
          />
        </div>
      ) : null}
      {jobs.isPending ? <TableSkeleton label="Reading your jobs" columns={jobsColumns} /> : null}
      {jobs.isSuccess && items.length === 0 ? (
        <EmptyState
          title="No jobs yet"
          action={
            <Link href="/requests" className={buttonLook('primary')}>
              Go to Requests
            </Link>
          }
        >
          Tick several requests and approve or send them back together: the work runs here, with a result for
          every one.
        </EmptyState>
      ) : null}
      {items.length > 0 ? (
        <DataTable
          ref={table}
          label="Your jobs, newest first"
          rows={items}
          columns={jobsColumns}
          rowKey={rowKey}
          rowLabel={rowLabel}
          onActivate={(id) => router.push(`/jobs/${id}`)}
          renderCompactRow={renderCompactRow}
          placeKey="jobs"
          after={
            jobs.hasNextPage ? (
              <div className="grid place-items-center p-4">
                <Button pending={jobs.isFetchingNextPage} onClick={() => jobs.fetchNextPage()}>
                  Load older jobs
                </Button>
              </div>
            ) : null
          }
        />
      ) : null}
    </>
  )
}

function summaryOf(running: number): string {
  if (running === 0) return 'none is running'
  return running === 1 ? '1 is running' : `${running} are running`
}
