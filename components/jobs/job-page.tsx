'use client'

import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { lazy, Suspense, useState } from 'react'
import { formatInstant } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useSecond } from '#components/ui/use-second.ts'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { JobActs } from './job-acts.tsx'
import { JobFigures } from './job-figures.tsx'
import { JobMeter } from './job-meter.tsx'
import { JobPill } from './job-pill.tsx'
import { JobRows } from './job-rows.tsx'
import { JobSteps } from './job-steps.tsx'
import { sentenceOf } from './job-words.ts'
import { hasEnded } from './jobs.queries.ts'
import { rowsUrl } from './rows-url-state.ts'
import { TellMe } from './tell-me.tsx'
import { useLiveJob } from './use-live-job.ts'

const CancelDialog = lazy(() =>
  import('./cancel-dialog.tsx').then((module) => ({ default: module.CancelDialog })),
)

export function JobPage({ jobId }: { jobId: string }) {
  const job = useLiveJob(jobId)
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex-none px-3.5 pt-3 desk:px-6">
        <Link
          href="/jobs"
          className="-ml-1 inline-flex items-center gap-0.5 rounded pr-1 text-ink-2 hover:text-ink max-desk:min-h-9"
        >
          <ChevronLeft aria-hidden="true" className="size-3.5!" />
          Jobs
        </Link>
      </div>
      {job.isError ? (
        <div className="flex-none px-3.5 pt-3 desk:px-6">
          <ProblemNotice
            error={job.error}
            onRetry={() => job.refetch()}
            retriesItself
            pending={job.isFetching}
          />
        </div>
      ) : null}
      {job.data ? <JobState job={job.data} /> : null}
      {job.isPending ? <JobStateSkeleton /> : null}
    </div>
  )
}

function JobState({ job }: { job: Job }) {
  const [cancelling, setCancelling] = useState(false)
  const [{ step }, setUrl] = useUrlState(rowsUrl)
  const now = useSecond(!hasEnded(job)) ?? Date.parse(job.createdAt)
  return (
    <>
      <div className="grid flex-none gap-3.5 border-b border-line px-3.5 pt-1 pb-4 desk:px-6">
        <div className="flex min-h-9 flex-col gap-2.5 desk:flex-row desk:items-center">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="min-w-0 wrap-break-word">{job.title}</h1>
            <JobPill job={job} />
          </div>
          <JobActs job={job} onCancel={() => setCancelling(true)} />
        </div>
        <JobMeter job={job} />
        <p
          className="min-h-5 text-ink-2 wrap-anywhere"
          title={`Begun ${formatInstant(job.createdAt, 'exact')}`}
        >
          {sentenceOf(job, now)} {hasEnded(job) ? null : <TellMe />}
        </p>
        <p role="status" className="sr-only">
          {hasEnded(job) ? sentenceOf(job, now) : ''}
        </p>
        <JobFigures job={job} now={now} />
        {job.steps.length > 1 ? (
          <JobSteps job={job} chosen={step} onChoose={(chosen) => setUrl({ step: chosen })} />
        ) : null}
      </div>
      <JobRows job={job} />
      {cancelling && !hasEnded(job) ? (
        <Suspense>
          <CancelDialog job={job} onClose={() => setCancelling(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function JobStateSkeleton() {
  return (
    <div role="status" aria-label="Reading the job" className="grid gap-3.5 px-3.5 pt-1 pb-4 desk:px-6">
      <div className="flex h-9 items-center">
        <Skeleton className="h-5 w-72" />
      </div>
      <Skeleton className="h-1.5 w-full rounded-full" />
      <div className="flex h-5 items-center">
        <Skeleton className="h-3 w-96 max-w-full" />
      </div>
      <div className="flex h-11.5 items-center gap-8">
        {['done', 'refused', 'unknown', 'not sent', 'to go'].map((figure) => (
          <Skeleton key={figure} className="h-9 w-16" />
        ))}
      </div>
    </div>
  )
}
