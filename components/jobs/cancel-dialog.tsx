'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { Job } from '#lib/contracts/jobs.ts'
import { cancelOptions } from './jobs.queries.ts'

export function CancelDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const queryClient = useQueryClient()
  const options = cancelOptions(queryClient, job.id)
  const cancel = useMutation({
    mutationFn: options.mutationFn,
    onSuccess: async (cancelled) => {
      onClose()
      await options.onSuccess(cancelled)
    },
  })
  return (
    <Dialog
      role="alertdialog"
      title="Cancel this job?"
      onClose={onClose}
      locked={cancel.isPending}
      footer={
        <>
          <Button variant="danger" size="thumb" pending={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel the job
          </Button>
          <Button size="thumb" disabled={cancel.isPending} onClick={onClose}>
            Let it run
          </Button>
        </>
      }
    >
      <div className="grid gap-2 text-ink-2">
        <p>
          {job.counts.pending === 1 ? 'One row is' : `${formatCount(job.counts.pending)} rows are`} still to
          go. Those that are with Concur now will end, the others are not sent. What is done stays done.
        </p>
        {cancel.isError ? <ProblemNotice error={cancel.error} /> : null}
      </div>
    </Dialog>
  )
}
