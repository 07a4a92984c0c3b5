import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

export function LeaveDialog({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  return (
    <Dialog
      role="alertdialog"
      title="Leave without saving?"
      onClose={onStay}
      footer={
        <>
          <Button variant="danger" size="thumb" onClick={onLeave}>
            Leave
          </Button>
          <Button size="thumb" autoFocus onClick={onStay}>
            Stay
          </Button>
        </>
      }
    >
      <p>What you changed has not been sent to Concur. It is lost when you leave.</p>
    </Dialog>
  )
}
