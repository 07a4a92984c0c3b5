import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

const MOST = 2000

interface CommentDialogProps {
  title: string
  /** Who reads the comment, and what happens then. */
  children?: ReactNode
  action: string
  required: boolean
  /** Held by the opener, so that nothing written is lost when the dialog closes. */
  comment: string
  onCommentChange: (comment: string) => void
  pending: boolean
  onSend: (comment: string) => void
  onClose: () => void
  /** A problem that kept it from being sent. */
  problem?: ReactNode
}

export function CommentDialog(props: CommentDialogProps) {
  const { comment, required, pending } = props
  const [complaint, setComplaint] = useState<string>()

  function complaintOf(written: string): string | undefined {
    if (required && written === '') return 'Write a comment: the traveler reads it.'
    if (written.length > MOST) return `Concur keeps at most ${MOST} characters.`
  }
  function send(): void {
    if (pending) return
    const written = comment.trim()
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
          <Button variant="primary" size="thumb" keys="Ctrl ↵" pending={pending} onClick={send}>
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
          label="Comment"
          autoFocus
          aria-required={required}
          rows={4}
          counter={MOST}
          value={comment}
          error={complaint}
          onChange={(event) => props.onCommentChange(event.target.value)}
          onKeyDown={sendOnCtrlEnter}
        />
        {props.problem}
      </form>
    </Dialog>
  )
}
