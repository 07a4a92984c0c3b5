import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { watchJob } from '#lib/browser/watch-job.ts'
import type { Job, JobStep } from '#lib/contracts/jobs.ts'
import { hasEnded, jobOptions } from './jobs.queries.ts'

/** A job as it stands: told by its events, and asked for where those do not get through. */
export function useLiveJob(jobId: string) {
  const client = useQueryClient()
  const [live, setLive] = useState(false)
  const job = useQuery(jobOptions(jobId, live))
  const known = job.data !== undefined
  const ended = job.data !== undefined && hasEnded(job.data)
  useEffect(() => {
    if (!known || ended) return
    const { queryKey } = jobOptions(jobId)
    const revision = client.getQueryData(queryKey)?.revision ?? 0
    const close = watchJob(jobId, revision, {
      live: setLive,
      job: (data) => patch(client, jobId, (before) => ({ ...before, ...data })),
      step: (data) => patch(client, jobId, (before) => ({ ...before, steps: withStep(before.steps, data) })),
      // The table reads its rows when the counts move.
      results: () => {},
      end: () => void client.invalidateQueries({ queryKey: ['jobs'] }),
    })
    return () => {
      close()
      setLive(false)
    }
  }, [client, jobId, known, ended])
  return job
}

function patch(client: QueryClient, jobId: string, change: (before: Job) => Job): void {
  client.setQueryData(jobOptions(jobId).queryKey, (before) => before && change(before))
}

function withStep(steps: readonly JobStep[], changed: JobStep): JobStep[] {
  return steps.map((step) => (step.index === changed.index ? changed : step))
}
