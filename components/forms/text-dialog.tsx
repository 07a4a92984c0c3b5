import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

interface TextDialogProps {
  title: string
  action: string
  /** What happens then, above the text. */
  children?: ReactNode
  label: string
  description?: string
  /** The complaint where nothing is written; without one it may be left empty. */
  missing?: string
  rows: number
  /** Characters at most. */
  most: number
  /** Held by the opener, so that nothing written is lost when the dialog closes. */
  text: string
  onTextChange: (text: string) => void
  /** What became of it, where it did not go well. */
  ending?: ReactNode
  /** There is nothing to press. */
  disabled?: boolean
  pending: boolean
  onSend: (written: string) => void
  onClose: () => void
}

/** One text that goes with an act: a comment, a reason. Ctrl Enter sends it. */
export function TextDialog(props: TextDialogProps) {
  const { text, pending, missing, most, disabled = false } = props
  const [complaint, setComplaint] = useState<string>()

  function send(): void {
    if (pending || disabled) return
    const written = text.trim()
    if (written === '' && missing) setComplaint(missing)
    else if (written.length > most) setComplaint(`Keep it to at most ${most} characters.`)
    else props.onSend(written)
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
      <form noValidate onSubmit={submit} className="grid gap-3.5 pb-1">
        {props.children}
        <TextArea
          label={props.label}
          autoFocus
          aria-required={missing !== undefined}
          rows={props.rows}
          counter={most}
          description={props.description}
          value={text}
          error={complaint}
          onChange={(event) => {
            props.onTextChange(event.target.value)
            setComplaint(undefined)
          }}
          onKeyDown={sendOnCtrlEnter}
        />
        {props.ending}
      </form>
    </Dialog>
  )
}
