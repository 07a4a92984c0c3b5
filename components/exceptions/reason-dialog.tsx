import { type ReactNode, useState } from 'react'
import { TextDialog } from '#components/forms/text-dialog.tsx'

interface ReasonDialogProps {
  title: string
  action: string
  /** What is touched, and what is not. */
  children: ReactNode
  /** What became of it, where Concur did not confirm it. */
  ending?: ReactNode
  /** Why it cannot be sent: then there is nothing to press. */
  disabled?: boolean
  pending: boolean
  onSend: (reason: string) => void
  onClose: () => void
}

/** Nothing is cleared without a reason: the audit log keeps it beside the person's name. */
export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <TextDialog
      {...props}
      label="Reason"
      description="The audit log keeps it with your name. Concur does not get it."
      missing="Say why it is cleared."
      rows={3}
      most={500}
      text={reason}
      onTextChange={setReason}
    />
  )
}
