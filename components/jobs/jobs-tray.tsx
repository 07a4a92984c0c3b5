import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { formatCount } from '#components/ui/format.ts'
import { showToast } from '#components/ui/toast.ts'
import { listBranches } from '#lib/browser/list-branches.ts'
import { isFollowed } from '#lib/browser/use-followed-job.ts'
import type { Job } from '#lib/contracts/jobs.ts'
import { JobMeter } from './job-meter.tsx'
import { wordsOfJob } from './job-words.ts'
import { hasEnded, jobOptions, runningJobsOptions } from './jobs.queries.ts'

const MOST = 3

/**
 * The jobs that run now, on every page but their own, and a word when one has ended.
 * @param first those that it was loaded for, which may have ended since
 */
export function JobsTray({ first }: { first: readonly Job[] }) {
  const path = usePathname()
  const running = useQuery(runningJobsOptions()).data?.items
  useWordAtTheEnd(first, running, path)
  const elsewhere = running?.filter((job) => path !== `/jobs/${job.id}`) ?? []
  if (elsewhere.length === 0 || path === '/jobs') return null
  return (
    <section
      aria-label="Running jobs"
      className="grid gap-px overflow-hidden rounded-md border border-line bg-line max-desk:mx-2 max-desk:mb-1.5 desk:mb-2"
    >
      {elsewhere.slice(0, MOST).map((job) => (
        <Link
          key={job.id}
          href={`/jobs/${job.id}`}
          prefetch={false}
          className="grid gap-1.5 bg-surface px-2.5 py-2 hover:bg-tint"
        >
          <span className="truncate text-small font-strong" title={job.title}>
            {job.title}
          </span>
          <JobMeter job={job} />
          <span className="text-small text-ink-2 tabular-nums">{stateOf(job)}</span>
        </Link>
      ))}
      {elsewhere.length > MOST ? (
        <Link href="/jobs" className="bg-surface px-2.5 py-1.5 text-small text-ink-2 hover:bg-tint">
          {elsewhere.length - MOST} more
        </Link>
      ) : null}
    </section>
  )
}

function stateOf({ state, counts }: Job): string {
  if (state === 'paused') return 'Paused'
  return `${formatCount(counts.total - counts.pending)} of ${formatCount(counts.total)}`
}

/** Whoever looks at the job itself sees its end there. */
function useWordAtTheEnd(first: readonly Job[], running: readonly Job[] | undefined, path: string): void {
  const client = useQueryClient()
  const router = useRouter()
  const known = useRef<ReadonlySet<string>>(idsOf(first))
  useEffect(() => {
    if (!running) return
    const now = idsOf(running)
    const gone = [...known.current].filter((id) => !now.has(id))
    known.current = now
    for (const id of gone)
      void client.fetchQuery(jobOptions(id)).then((job) => {
        if (job.listId) void client.invalidateQueries({ queryKey: [...listBranches, job.listId] })
        tell(job, path, (address) => router.push(address))
      })
  }, [running, client, path, router])
}

const idsOf = (jobs: readonly Job[]) => new Set(jobs.map((job) => job.id))

function tell(job: Job, path: string, go: (address: string) => void): void {
  if (!hasEnded(job)) return
  const { label, tone } = wordsOfJob(job)
  const { succeeded, total } = job.counts
  const detail = `${label}: ${formatCount(succeeded)} of ${formatCount(total)} done`
  if (document.hidden && 'Notification' in window && Notification.permission === 'granted')
    new Notification(job.title, { body: detail, tag: job.id })
  const address = `/jobs/${job.id}`
  if (path === address || isFollowed(job.id)) return
  showToast({
    tone,
    title: job.title,
    detail,
    action: { label: 'Open the job', run: () => go(address) },
  })
}
