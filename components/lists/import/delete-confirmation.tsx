import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatCount } from '#components/ui/format.ts'

interface DeleteConfirmationProps {
  listName: string
  rows: number
  pending: boolean
  onConfirm: () => void
  onClose: () => void
}

export function DeleteConfirmation({ listName, rows, pending, onConfirm, onClose }: DeleteConfirmationProps) {
  const items = `${formatCount(rows)} ${rows === 1 ? 'item' : 'items'}`
  return (
    <Dialog
      role="alertdialog"
      title={`Delete ${items} from ${listName}?`}
      onClose={onClose}
      locked={pending}
      footer={
        <>
          <Button variant="danger" size="thumb" pending={pending} onClick={onConfirm}>
            {`Delete ${items}`}
          </Button>
          <Button size="thumb" autoFocus disabled={pending} onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <p>
        Nobody can choose them any more. Existing reports and requests keep showing them. Concur keeps deleted
        items as inactive: adding the same codes again is refused (2005).
      </p>
    </Dialog>
  )
}
