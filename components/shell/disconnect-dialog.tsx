'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { endConnection } from './session-acts.ts'

export function DisconnectDialog({ onClose }: { onClose: () => void }) {
  const act = useMutation({ mutationFn: endConnection })
  const pending = act.isPending || act.isSuccess
  return (
    <Dialog
      role="alertdialog"
      title="Disconnect from Concur?"
      onClose={onClose}
      locked={pending}
      footer={
        <>
          <Button variant="danger" size="thumb" pending={pending} onClick={() => act.mutate()}>
            Disconnect
          </Button>
          <Button size="thumb" disabled={pending} onClick={onClose}>
            Stay connected
          </Button>
        </>
      }
    >
      <div className="grid gap-2 text-ink-2">
        <p>
          Clearance revokes its tokens at Concur and forgets them, then signs you out on every machine.
          Nothing in Concur itself is changed.
        </p>
        <p>
          Jobs of yours that still run cannot send anything more. The audit log is kept. Signing in again
          connects you anew.
        </p>
        {act.isError ? <ProblemNotice error={act.error} /> : null}
      </div>
    </Dialog>
  )
}
