import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { Job } from '#lib/contracts/jobs.ts'
import { hasEnded, retryOptions } from './jobs.queries.ts'

/** What a person may do with a job. What cannot be done now is not there. */
export function JobActs({ job, onCancel }: { job: Job; onCancel: () => void }) {
  const router = useRouter()
  const options = retryOptions(useQueryClient(), job.id)
  const retry = useMutation({
    mutationFn: options.mutationFn,
    onSuccess: async ({ jobId }) => {
      await options.onSuccess()
      router.push(`/jobs/${jobId}`)
    },
  })
  const { failed, unknown, notSent } = job.counts
  const left = failed + unknown + notSent
  return (
    <div className="flex flex-wrap items-center gap-2 desk:justify-end">
      {hasEnded(job) || job.state === 'cancelled' ? null : <Button onClick={onCancel}>Cancel…</Button>}
      {left > 0 ? (
        <a href={`/api/jobs/${job.id}/failed.csv`} download className={buttonLook('default')}>
          Download failed rows
        </a>
      ) : null}
      {job.canRetry ? (
        <Button variant="primary" pending={retry.isPending} onClick={() => retry.mutate()}>
          Retry {formatCount(left)} failed
        </Button>
      ) : null}
      {retry.isError ? (
        <div className="w-full">
          <ProblemNotice error={retry.error} />
        </div>
      ) : null}
    </div>
  )
}
