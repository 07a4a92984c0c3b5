import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { CommentDialog } from './comment-dialog.tsx'
import type { Verdict } from './use-decisions.ts'

interface SendBackDialogProps {
  request: TravelRequest
  comment: string
  onCommentChange: (comment: string) => void
  verdict: Verdict | undefined
  onSend: (comment: string) => void
  onClose: () => void
}

export function SendBackDialog({ request, verdict, ...rest }: SendBackDialogProps) {
  return (
    <CommentDialog
      {...rest}
      title={`Send back ${request.name}`}
      action="Send back"
      required
      pending={verdict?.state === 'pending'}
      problem={verdict?.state === 'problem' ? <ProblemNotice error={verdict.error} /> : null}
    >
      <p className="text-ink-2">
        {request.owner.name} can change the request and submit it again. The comment says why.
      </p>
    </CommentDialog>
  )
}
