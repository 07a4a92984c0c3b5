import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { listBranches } from '#lib/browser/list-branches.ts'
import { useFollowedJob } from '#lib/browser/use-followed-job.ts'
import { hasEnded, type WriteProgress, writeProgressOptions } from './lists.queries.ts'

export type WriteVerdict = 'done' | 'refused' | 'unknown'

export interface ListWrite<Body extends object> {
  send: (body: Body) => void
  /** From the press until the job has ended. */
  pending: boolean
  jobId: string | undefined
  progress: WriteProgress | undefined
  /** Once the job has ended. */
  verdict: WriteVerdict | undefined
  /** Carried out in part, or nobody knows: it is not sent a second time before somebody has looked. */
  held: boolean
  /** It could not be started, or its job could not be read. */
  error: unknown
}

/** Starts the job of a small write and stays with it to its end. `onDone` is called once Concur has confirmed every row. */
export function useListWrite<Body extends object>(
  start: (body: Body) => Promise<{ jobId: string }>,
  onDone: (body: Body) => void,
): ListWrite<Body> {
  const write = useMutation({ mutationFn: start })
  const jobId = write.data?.jobId
  const progress = useQuery({ ...writeProgressOptions(jobId ?? ''), enabled: jobId !== undefined })
  const verdict = progress.data && hasEnded(progress.data.job) ? verdictOf(progress.data) : undefined

  const client = useQueryClient()
  useFollowedJob(jobId, verdict !== undefined)
  const told = useRef<string>(null)
  useEffect(() => {
    if (!verdict || !jobId || told.current === jobId || !write.variables) return
    told.current = jobId
    if (verdict === 'done') onDone(write.variables)
    // Behind the dialog stands what Concur holds now.
    else void client.invalidateQueries({ queryKey: listBranches })
  }, [client, verdict, jobId, write.variables, onDone])

  return {
    send: write.mutate,
    pending: write.isPending || (jobId !== undefined && verdict === undefined),
    jobId,
    progress: progress.data,
    verdict,
    held: verdict === 'unknown' || (verdict === 'refused' && (progress.data?.job.counts.succeeded ?? 0) > 0),
    error: write.error ?? progress.error,
  }
}

/** Done is only what Concur confirmed row by row. */
function verdictOf({ job: { counts } }: WriteProgress): WriteVerdict {
  if (counts.unknown > 0) return 'unknown'
  return counts.succeeded === counts.total ? 'done' : 'refused'
}
