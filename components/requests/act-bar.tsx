import { Check, MessageSquarePlus, Pencil, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, startTransition, useEffect, useState } from 'react'
import { usePageActs } from '#components/shell/use-page-acts.ts'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import { TextArea } from '#components/ui/text-area.tsx'
import type { TravelRequest } from '#lib/contracts/requests.ts'
import { MOST_IN_COMMENT } from './decision-words.ts'
import { requestExceptions } from './request-exceptions.ts'
import type { DecisionAction } from './requests.queries.ts'
import type { Decisions } from './use-decisions.ts'

const loadSendBack = () =>
  import('./send-back-dialog.tsx').then((module) => ({ default: module.SendBackDialog }))
const SendBackDialog = lazy(loadSendBack)
const ApproveBlockedDialog = lazy(() =>
  import('./approve-blocked-dialog.tsx').then((module) => ({ default: module.ApproveBlockedDialog })),
)

interface ActBarProps {
  request: TravelRequest
  decisions: Decisions
  /** "2 of 24 · next opens by itself" */
  position: string
}

/** At the foot of the request that it acts on. Mount it with the key of the request: what is written belongs to one. */
export function ActBar({ request, decisions, position }: ActBarProps) {
  const router = useRouter()
  const { approve, sendBack, recall, edit } = request.actions
  const editAddress = `/requests/${encodeURIComponent(request.requestKey)}/edit`
  const verdict = decisions.verdictOf(request.requestKey)
  const pending = verdict?.state === 'pending' ? verdict.action : null
  // What may have been carried out is not sent a second time before somebody has looked.
  const held = pending !== null || verdict?.state === 'unknown'
  const [asks, setAsks] = useState<'send-back' | 'blocked' | null>(null)
  const [withComment, setWithComment] = useState(false)
  const [comment, setComment] = useState('')
  const [reason, setReason] = useState('')

  // While the person reads, so that the dialog is there when it is asked for.
  useEffect(() => {
    const timer = setTimeout(() => loadAhead(loadSendBack), 1000)
    return () => clearTimeout(timer)
  }, [])

  async function act(action: DecisionAction, text?: string): Promise<void> {
    const ending = await decisions.decide({ action, request, comment: text?.trim() || undefined })
    // A problem stays beside what was written; everything else is told on the page.
    if (action === 'send-back' && ending !== 'problem' && ending !== 'ignored') setAsks(null)
  }
  // As a transition: React else shows nothing for 300 ms before it reveals what was loaded lazily.
  const ask = (question: 'send-back' | 'blocked') => startTransition(() => setAsks(question))
  const startApprove = () => {
    if (!approve.available || held) return
    if (requestExceptions(request).some(({ blocking }) => blocking)) ask('blocked')
    else void act('approve', comment)
  }
  const startSendBack = () => {
    if (!sendBack.available || held) return
    decisions.dismiss(request.requestKey)
    ask('send-back')
  }
  const startRecall = () => {
    if (recall.available && !held) void act('recall', comment)
  }

  usePageActs([
    { keys: 'a', label: 'Approve the open request', run: startApprove, offered: approve.available },
    { keys: 's', label: 'Send back the open request…', run: startSendBack, offered: sendBack.available },
    { keys: 'r', label: 'Recall the open request', run: startRecall, offered: recall.available },
    {
      keys: 'e',
      label: 'Edit the open request',
      run: () => router.push(editAddress),
      offered: edit.available,
    },
  ])

  const reasonNot =
    verdict?.state === 'unknown'
      ? 'Look again before you act.'
      : !approve.available && !recall.available
        ? (approve.reason ?? recall.reason)
        : null
  return (
    <div className="grid flex-none gap-2.5 border-t border-line bg-raised px-6 py-2.5 max-desk:px-4">
      {withComment ? (
        <TextArea
          label={approve.available ? 'Comment with the approval' : 'Comment with the recall'}
          autoFocus
          rows={2}
          maxLength={MOST_IN_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {approve.available || !recall.available ? (
          <Button
            variant="primary"
            size="thumb"
            keys="a"
            aria-disabled={!approve.available || (held && pending !== 'approve')}
            title={approve.reason ?? undefined}
            pending={pending === 'approve'}
            onClick={startApprove}
          >
            <Check aria-hidden="true" />
            <span>Approve</span>
          </Button>
        ) : null}
        {sendBack.available || !recall.available ? (
          <Button
            size="thumb"
            keys="s"
            aria-disabled={!sendBack.available || (held && pending !== 'send-back')}
            title={sendBack.reason ?? undefined}
            pending={pending === 'send-back'}
            onClick={startSendBack}
          >
            Send back…
          </Button>
        ) : null}
        {recall.available ? (
          <Button
            size="thumb"
            keys="r"
            aria-disabled={held && pending !== 'recall'}
            pending={pending === 'recall'}
            onClick={startRecall}
          >
            <Undo2 aria-hidden="true" />
            <span>Recall</span>
          </Button>
        ) : null}
        {edit.available ? (
          <Link
            href={editAddress}
            prefetch={false}
            aria-keyshortcuts="e"
            className={buttonLook('default', 'thumb')}
          >
            <Pencil aria-hidden="true" />
            Edit
            <Kbd>e</Kbd>
          </Link>
        ) : null}
        {(approve.available || recall.available) && !withComment ? (
          <Button variant="quiet" onClick={() => setWithComment(true)} className="max-desk:h-11">
            <MessageSquarePlus aria-hidden="true" />
            <span className="max-desk:sr-only">with comment</span>
          </Button>
        ) : null}
        <p className="min-w-0 flex-1 basis-48 text-right text-small text-ink-3 max-desk:ml-0 max-desk:text-left desk:text-base">
          {reasonNot ?? <span className="max-desk:hidden">{position}</span>}
        </p>
      </div>
      <Suspense>
        {asks === 'send-back' ? (
          <SendBackDialog
            request={request}
            comment={reason}
            onCommentChange={setReason}
            verdict={verdict}
            onSend={(text) => void act('send-back', text)}
            onClose={() => setAsks(null)}
          />
        ) : null}
        {asks === 'blocked' ? (
          <ApproveBlockedDialog
            request={request}
            onClose={() => setAsks(null)}
            onApprove={() => {
              setAsks(null)
              void act('approve', comment)
            }}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
