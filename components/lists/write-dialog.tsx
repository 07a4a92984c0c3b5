import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { Button, type ButtonVariant } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { ListWrite } from './use-list-write.ts'
import { WriteEnding, WriteRuns } from './write-ending.tsx'

interface WriteDialogProps {
  title: string
  /** On the button. */
  action: string
  variant?: ButtonVariant
  /** Why it cannot be pressed yet. */
  disabled?: boolean
  /** A confirmation of something that cannot be undone. */
  alert?: boolean
  write: Omit<ListWrite<never>, 'send'>
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A question with one write behind it. What was typed stays until Concur has confirmed it. */
export function WriteDialog(props: WriteDialogProps) {
  const { title, action, variant = 'primary', alert = false, write, onClose } = props
  const disabled = props.disabled || write.held
  const submit = () => {
    if (!write.pending && !disabled) props.onSubmit()
  }
  const sendOnCtrlEnter = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
    event.preventDefault()
    submit()
  })
  // On the window, before the dialog keeps the key to itself: a confirmation has no field that would hold the focus.
  useEffect(() => {
    const listen = (event: KeyboardEvent) => sendOnCtrlEnter(event)
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
  return (
    <Dialog
      title={title}
      role={alert ? 'alertdialog' : undefined}
      // What is being started must not be hidden: only then is there a job to find it by.
      locked={write.pending && !write.jobId}
      onClose={onClose}
      footer={
        <>
          <Button
            variant={variant}
            size="thumb"
            keys="Ctrl ↵"
            pending={write.pending}
            disabled={disabled}
            onClick={submit}
          >
            {action}
          </Button>
          <Button size="thumb" disabled={write.pending && !write.jobId} onClick={onClose}>
            {(write.pending && write.jobId) || write.held ? 'Close' : 'Cancel'}
          </Button>
          <WriteRuns write={write} />
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        className="grid gap-3.5 pb-1"
      >
        {props.children}
        <WriteEnding write={write} />
        {/* Enter in a field sends a form only where it has a button. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
