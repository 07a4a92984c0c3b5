import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { TextDialog } from '#components/forms/text-dialog.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Meter } from '#components/ui/meter.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { BulkAction, RequestSummary } from '#lib/contracts/requests.ts'
import { type BulkPlan, planBulk } from './bulk-plan.ts'
import { BulkResults } from './bulk-results.tsx'
import { actionLabels, MOST_IN_COMMENT } from './decision-words.ts'
import { startBulk } from './requests.queries.ts'
import { RowName } from './row-name.tsx'
import { useKnownDetails } from './use-known-details.ts'
import { useReadSelected } from './use-read-selected.ts'
import { hasSeen, useVisit } from './visit.ts'

interface BulkDialogProps {
  action: BulkAction
  rows: readonly RequestSummary[]
  onOpenRequest: (requestKey: string) => void
  /** With the keys of the rows that Concur confirmed; the others stay selected. */
  onDone: (requestKeys: readonly string[]) => void
  onClose: () => void
}

export function BulkDialog({ action, rows, onOpenRequest, onDone, onClose }: BulkDialogProps) {
  const [sentRows, setSentRows] = useState<readonly RequestSummary[]>([])
  const start = useMutation({ mutationFn: startBulk })
  if (start.data)
    return (
      <BulkResults
        action={action}
        jobId={start.data.jobId}
        rows={sentRows}
        onDone={onDone}
        onClose={onClose}
      />
    )
  return (
    <BulkQuestion
      action={action}
      rows={rows}
      pending={start.isPending}
      problem={start.error ? <ProblemNotice error={start.error} /> : null}
      onOpenRequest={onOpenRequest}
      onStart={(plan, comment) => {
        setSentRows(plan.ready)
        start.mutate({
          action,
          requestKeys: plan.ready.map(({ requestKey }) => requestKey),
          versions: plan.versions,
          exceptionsSeen: plan.exceptionsSeen,
          comment: comment || undefined,
        })
      }}
      onClose={onClose}
    />
  )
}

interface BulkQuestionProps extends Omit<BulkDialogProps, 'onDone'> {
  pending: boolean
  problem: ReactNode
  onStart: (plan: BulkPlan, comment: string) => void
}

function BulkQuestion(props: BulkQuestionProps) {
  const { action, rows, pending, onClose } = props
  const { read, total, unread } = useReadSelected(rows)
  const known = useKnownDetails()
  const visit = useVisit()
  const [comment, setComment] = useState('')
  const plan = planBulk(action, rows, { known, unread, hasSeen: (request) => hasSeen(visit, request) })
  const reading = read < total
  const count = formatCount(plan.ready.length)

  return (
    <TextDialog
      title={action === 'approve' ? 'Approve the selected requests' : 'Send back the selected requests'}
      action={reading ? actionLabels[action] : `${actionLabels[action]} ${count}`}
      label="Comment"
      description={action === 'approve' ? 'One comment for all, if you like.' : 'One comment for all.'}
      missing={action === 'send-back' ? 'Write a comment: every traveler reads it.' : undefined}
      rows={3}
      most={MOST_IN_COMMENT}
      text={comment}
      onTextChange={setComment}
      ending={props.problem}
      disabled={reading || plan.ready.length === 0}
      pending={pending}
      onSend={(written) => props.onStart(plan, written)}
      onClose={onClose}
    >
      {reading ? (
        <div className="grid gap-1.5">
          <p role="status" className="text-ink-2 tabular-nums">
            Reading the selected requests: {formatCount(read)} of {formatCount(total)}
          </p>
          <Meter
            label="Requests read"
            total={total}
            segments={[{ tone: 'accent', value: read, label: 'read' }]}
          />
        </div>
      ) : (
        <Plan {...props} plan={plan} />
      )}
    </TextDialog>
  )
}

function Plan({
  action,
  plan,
  onOpenRequest,
}: Pick<BulkQuestionProps, 'action' | 'onOpenRequest'> & { plan: BulkPlan }) {
  const count = formatCount(plan.ready.length)
  return (
    <>
      <p>
        {plan.ready.length === 0
          ? 'None of the selected requests can be sent now.'
          : `${count} ${plan.ready.length === 1 ? 'request is' : 'requests are'} ready${action === 'approve' ? ' to approve' : ' to send back'}. Each gets its own result.`}{' '}
        <span className="text-ink-2">Nothing has been sent to Concur yet.</span>
      </p>
      {plan.openFirst.length > 0 ? (
        <RowGroup
          title={`Open first: ${formatCount(plan.openFirst.length)} with exceptions that you have not read`}
          look="bg-warn-soft text-warn"
        >
          {plan.openFirst.map((row) => (
            <li key={row.requestKey} className="flex items-baseline justify-between gap-3">
              <RowName row={row} />
              <button type="button" className="link flex-none" onClick={() => onOpenRequest(row.requestKey)}>
                Open
              </button>
            </li>
          ))}
        </RowGroup>
      ) : null}
      {plan.leftOut.length > 0 ? (
        <RowGroup title={`Left out: ${formatCount(plan.leftOut.length)}`} look="bg-tint text-ink-2">
          {plan.leftOut.map(({ row, reason }) => (
            <li key={row.requestKey}>
              <RowName row={row} />
              <p className="text-small text-ink-2">{reason}</p>
            </li>
          ))}
        </RowGroup>
      ) : null}
    </>
  )
}

function RowGroup({ title, look, children }: { title: string; look: string; children: ReactNode }) {
  return (
    <section className={`rounded-lg px-3 py-2.5 ${look}`}>
      <h3 className="font-title">{title}</h3>
      <ul className="mt-1 grid max-h-44 gap-1 overflow-auto text-ink">{children}</ul>
    </section>
  )
}
