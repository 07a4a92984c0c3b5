import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'

interface OpenReportDialogProps {
  onOpen: (reportId: string) => void
  onClose: () => void
}

export function OpenReportDialog({ onOpen, onClose }: OpenReportDialogProps) {
  const [reportId, setReportId] = useState('')
  const [complaint, setComplaint] = useState<string>()
  function open(event?: FormEvent): void {
    event?.preventDefault()
    const written = reportId.trim()
    if (/^[\w-]{1,100}$/.test(written)) onOpen(written)
    else setComplaint('Write the id as Concur shows it: letters and digits.')
  }
  return (
    <Dialog
      title="Open a report"
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" size="thumb" onClick={() => open()}>
            Open
          </Button>
          <Button size="thumb" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form noValidate onSubmit={open} className="pb-1">
        <TextField
          label="Report id"
          aria-required
          autoFocus
          autoCapitalize="characters"
          spellCheck={false}
          description="As in Concur’s addresses and exports, for example 764428DD6A664AF0BFCB."
          value={reportId}
          error={complaint}
          onChange={(event) => {
            setReportId(event.target.value)
            setComplaint(undefined)
          }}
        />
      </form>
    </Dialog>
  )
}
