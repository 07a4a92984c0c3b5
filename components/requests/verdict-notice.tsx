import { useMutation } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { actionLabels, pastWords } from './decision-words.ts'
import type { Verdict } from './use-decisions.ts'

interface VerdictNoticeProps {
  verdict: Exclude<Verdict, { state: 'pending' }>
  onLookAgain: () => Promise<void>
  onDismiss: () => void
}

/** What became of an act that Concur did not confirm. */
export function VerdictNotice({ verdict, onLookAgain, onDismiss }: VerdictNoticeProps) {
  if (verdict.state === 'problem')
    return (
      <div className="grid gap-1">
        <ProblemNotice error={verdict.error} />
        <Button variant="quiet" size="small" className="justify-self-end" onClick={onDismiss}>
          Close
        </Button>
      </div>
    )
  if (verdict.state === 'refused')
    return (
      <Notice tone="bad" role="alert" title={`${actionLabels[verdict.action]}: Concur refused`}>
        <p>{verdict.message}</p>
        <p className="text-ink-2">What you see now is the request as Concur shows it after that.</p>
        <CorrelationId id={verdict.correlationId} />
        <Button size="small" className="mt-2" onClick={onDismiss}>
          Close
        </Button>
      </Notice>
    )
  return <UnknownNotice {...verdict} onLookAgain={onLookAgain} />
}

function UnknownNotice(
  props: Extract<Verdict, { message: string }> & Pick<VerdictNoticeProps, 'onLookAgain'>,
) {
  const look = useMutation({ mutationFn: props.onLookAgain })
  return (
    <Notice
      tone="warn"
      role="alert"
      title={`Needs review: it is not known whether this was ${pastWords[props.action]}`}
    >
      <p>{props.message}</p>
      <CorrelationId id={props.correlationId} />
      <Button className="mt-2" pending={look.isPending} onClick={() => look.mutate()}>
        Look again
      </Button>
      {look.error ? (
        <div className="mt-2">
          <ProblemNotice error={look.error} />
        </div>
      ) : null}
    </Notice>
  )
}

function CorrelationId({ id }: { id: string | undefined }) {
  if (!id) return null
  return (
    <p className="mt-1 flex flex-wrap items-baseline gap-x-1 text-small text-ink-2">
      Correlation id <CopyButton text={id} label="correlation id" />
    </p>
  )
}
