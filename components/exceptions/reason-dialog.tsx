import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

const MOST = 500

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
  const { pending, disabled = false } = props
  const [reason, setReason] = useState('')
  const [complaint, setComplaint] = useState<string>()

  function send(): void {
    if (pending || disabled) return
    const written = reason.trim()
    const found = complaintOf(written)
    setComplaint(found)
    if (found === undefined) props.onSend(written)
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    send()
  }
  function sendOnCtrlEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  }

  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      locked={pending}
      footer={
        <>
          <Button
            variant="primary"
            size="thumb"
            keys="Ctrl ↵"
            pending={pending}
            disabled={disabled}
            onClick={send}
          >
            {props.action}
          </Button>
          <Button size="thumb" disabled={pending} onClick={props.onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form noValidate onSubmit={submit} className="grid gap-3 pb-1">
        {props.children}
        <TextArea
          label="Reason"
          autoFocus
          aria-required
          rows={3}
          counter={MOST}
          description="The audit log keeps it with your name. Concur does not get it."
          value={reason}
          error={complaint}
          onChange={(event) => {
            setReason(event.target.value)
            setComplaint(undefined)
          }}
          onKeyDown={sendOnCtrlEnter}
        />
        {props.ending}
      </form>
    </Dialog>
  )
}

function complaintOf(written: string): string | undefined {
  if (written === '') return 'Say why it is cleared.'
  if (written.length > MOST) return `Keep it within ${MOST} characters.`
}
