import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DateField } from '#components/ui/date-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { oneOf } from '#lib/browser/url-state.ts'
import type { ReportFilter } from '#lib/contracts/reports.ts'
import { approvalStatusCodes } from '#lib/contracts/vocabulary.ts'
import { approvalStatusOptions } from './approval-statuses.ts'
import type { ScanBody } from './exceptions.queries.ts'

interface ScanDialogProps {
  /** Of the last scan. */
  filter: ReportFilter
  pending: boolean
  error: unknown
  onScan: (body: ScanBody) => void
  onClose: () => void
}

/** Which reports Concur is asked for; what is shown of them is narrowed on the page without asking again. */
export function ScanDialog({ filter, pending, error, onScan, onClose }: ScanDialogProps) {
  const [status, setStatus] = useState(filter.status ?? '')
  const [owner, setOwner] = useState(filter.owner ?? '')
  const [submittedAfter, setSubmittedAfter] = useState(filter.submittedAfter ?? '')
  const [submittedBefore, setSubmittedBefore] = useState(filter.submittedBefore ?? '')
  const [modifiedAfter, setModifiedAfter] = useState(filter.modifiedAfter?.slice(0, 10) ?? '')
  function scan(event?: FormEvent): void {
    event?.preventDefault()
    if (pending) return
    onScan({
      filter: {
        status: oneOf(approvalStatusCodes, status) ?? undefined,
        owner: owner.trim() || undefined,
        submittedAfter: submittedAfter || undefined,
        submittedBefore: submittedBefore || undefined,
        modifiedAfter: modifiedAfter ? `${modifiedAfter}T00:00:00Z` : undefined,
      },
    })
  }
  return (
    <Dialog
      title="Which reports to read"
      onClose={onClose}
      locked={pending}
      footer={
        <>
          <Button variant="primary" size="thumb" pending={pending} onClick={() => scan()}>
            Read them
          </Button>
          <Button size="thumb" disabled={pending} onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <form noValidate onSubmit={scan} className="grid gap-3 pb-1">
        <p className="text-ink-2">
          Concur has no list of exceptions: Clearance reads report by report, as a job. The narrower, the
          sooner it is there.
        </p>
        <Select
          label="Approval status"
          options={approvalStatusOptions}
          value={status}
          onValueChange={setStatus}
        />
        <TextField
          label="Owner’s login"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          description="Without one, the reports of everybody where Concur allows it, else your own."
          value={owner}
          onChange={(event) => setOwner(event.target.value)}
        />
        <div className="grid grid-cols-2 gap-2">
          <DateField
            label="Submitted after"
            value={submittedAfter}
            onChange={(event) => setSubmittedAfter(event.target.value)}
          />
          <DateField
            label="Submitted before"
            value={submittedBefore}
            onChange={(event) => setSubmittedBefore(event.target.value)}
          />
          <DateField
            label="Modified after"
            value={modifiedAfter}
            onChange={(event) => setModifiedAfter(event.target.value)}
          />
        </div>
        {error ? <ProblemNotice error={error} /> : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
