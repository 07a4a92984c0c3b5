import { TextDialog } from '#components/forms/text-dialog.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { MOST_IN_COMMENT } from './decision-words.ts'
import type { Verdict } from './use-decisions.ts'

interface SendBackDialogProps {
  request: TravelRequest
  comment: string
  onCommentChange: (comment: string) => void
  verdict: Verdict | undefined
  onSend: (comment: string) => void
  onClose: () => void
}

export function SendBackDialog(props: SendBackDialogProps) {
  const { request, verdict, comment, onCommentChange, onSend, onClose } = props
  return (
    <TextDialog
      title={`Send back ${request.name}`}
      action="Send back"
      label="Comment"
      missing="Write a comment: the traveler reads it."
      rows={4}
      most={MOST_IN_COMMENT}
      text={comment}
      onTextChange={onCommentChange}
      pending={verdict?.state === 'pending'}
      onSend={onSend}
      onClose={onClose}
      ending={verdict?.state === 'problem' ? <ProblemNotice error={verdict.error} /> : null}
    >
      <p className="text-ink-2">
        {request.owner.name} can change the request and submit it again. The comment says why.
      </p>
    </TextDialog>
  )
}
