import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { requestExceptions } from './request-exceptions.ts'

interface ApproveBlockedDialogProps {
  request: TravelRequest
  onApprove: () => void
  onClose: () => void
}

export function ApproveBlockedDialog({ request, onApprove, onClose }: ApproveBlockedDialogProps) {
  const blocking = requestExceptions(request).filter((exception) => exception.blocking)
  return (
    <Dialog
      role="alertdialog"
      title={`Approve ${request.name} all the same?`}
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" size="thumb" onClick={onApprove}>
            Approve all the same
          </Button>
          <Button size="thumb" autoFocus onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <p>
        {blocking.length === 1 ? 'An exception blocks' : `${blocking.length} exceptions block`} this request.
        Concur may refuse to approve it.
      </p>
      <ul className="mt-2 grid gap-1.5">
        {blocking.map((exception, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same code may hang twice at one place
          <li key={index} className="rounded-md bg-bad-soft px-3 py-2">
            <span className="font-mono text-small text-bad">{exception.code}</span> {exception.message}
            {exception.place === 'the request' ? null : (
              <span className="text-ink-2"> On {exception.place}.</span>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
