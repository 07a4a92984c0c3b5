import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showToast } from '#components/ui/toast.ts'
import { ExceptionMark } from './exception-mark.tsx'
import { levelWords } from './exception-words.ts'
import { clearAt, showWritten } from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'
import { GoneNotice, ReadingAgain } from './fresh-notices.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { useFreshReport } from './use-fresh-report.ts'
import { noteDenied } from './use-writes.ts'
import { WriteEnding } from './write-ending.tsx'

interface ClearDialogProps {
  one: Clearable
  /** The place in words: "Hotel, Harbor Inn". */
  where: string
  /** How many exceptions of this code stand at the place. */
  times: number
  /** Once Concur has confirmed it. */
  onCleared: () => void
  onClose: () => void
}

export function ClearDialog({ one, where, times, onCleared, onClose }: ClearDialogProps) {
  const client = useQueryClient()
  const { exceptionCode, message, isBlocking } = one.exception
  const fresh = useFreshReport([one])
  const clear = useMutation({
    mutationFn: (reason: string) => clearAt(one.place, exceptionCode, reason),
    onError: (error) => noteDenied(client, error),
    onSuccess: (written) => {
      showWritten(client, one.place, written)
      if (written.outcome !== 'done') return
      onClose()
      onCleared()
      showToast({
        tone: 'good',
        title: `${exceptionCode} ${written.alreadyCleared ? 'was cleared already' : 'cleared'}`,
        detail: written.message,
      })
    },
  })
  return (
    <ReasonDialog
      title={`Clear ${exceptionCode}`}
      action="Clear"
      pending={clear.isPending}
      disabled={fresh.state !== 'fresh'}
      onSend={(reason) => clear.mutate(reason)}
      onClose={onClose}
      ending={<WriteEnding past="cleared" written={clear.data} error={clear.error} />}
    >
      <p className="flex items-start gap-2">
        <span className="mt-0.5">
          <ExceptionMark isBlocking={isBlocking} />
        </span>
        <span>{message?.trim() || 'Concur says nothing more about it.'}</span>
      </p>
      <p className="text-ink-2">
        At the {levelWords[one.level].toLowerCase()} level, and nowhere else:{' '}
        <b className="font-strong text-ink">{where}</b>.{' '}
        {times > 1 ? `The code stands here ${times} times; Concur clears them as one. ` : ''}
        Every other exception of the report stays.
      </p>
      <ReadingAgain state={fresh.state} error={fresh.error} />
      <GoneNotice gone={fresh.state === 'gone' ? 1 : 0} of={1} />
    </ReasonDialog>
  )
}
