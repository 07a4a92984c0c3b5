import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Meter } from '#components/ui/meter.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'
import { useExport } from './use-export.ts'

interface ExportDialogProps {
  list: List
  /** The item whose branch is wanted; without one the whole list. */
  from: ListItem | null
  onClose: () => void
}

export function ExportDialog({ list, from, onClose }: ExportDialogProps) {
  const { state, walked, error, start, stop, saveAgain } = useExport(list, from)
  const close = () => {
    stop()
    onClose()
  }
  const { items, branches, toGo } = walked
  return (
    <Dialog
      title={from ? `Export the branch ${from.name}` : `Export ${list.name}`}
      onClose={close}
      footer={
        state === 'done' ? (
          <>
            <Button variant="primary" size="thumb" onClick={close}>
              Close
            </Button>
            <Button size="thumb" onClick={saveAgain}>
              Download again
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" size="thumb" autoFocus pending={state === 'reading'} onClick={start}>
              {state === 'idle' ? 'Export' : 'Go on'}
            </Button>
            <Button size="thumb" onClick={state === 'reading' ? stop : close}>
              {state === 'reading' ? 'Stop' : 'Cancel'}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-3.5 pb-1">
        {from ? (
          <p className="text-ink-2">
            Everything below <span className="font-mono">{codePath(from.codes)}</span>, and the item itself.
          </p>
        ) : null}
        <p className="text-ink-2">
          A CSV file in the columns of an import: name, the codes of every level, dates. The dates stay empty,
          since Concur does not tell them: import the file as it is and no date is sent.
        </p>
        {state === 'idle' ? null : (
          <div className="grid gap-1.5">
            <Meter
              label="Branches read"
              total={branches + toGo}
              segments={[{ tone: 'accent', value: branches, label: 'read' }]}
            />
            <p role="status" className="text-ink-2 tabular-nums">
              {formatCount(items)} items of {formatCount(branches)} {branches === 1 ? 'branch' : 'branches'}
              {toGo > 0 ? `, ${formatCount(toGo)} to go` : ''}
              {state === 'stopped' ? '. Stopped: what was read is kept until you close this.' : ''}
            </p>
          </div>
        )}
        {state === 'problem' ? <ProblemNotice error={error} onRetry={start} /> : null}
        {state === 'done' ? (
          <Notice tone="good" role="status" title={`${formatCount(items + (from ? 1 : 0))} items were saved`}>
            In the folder that your browser saves to.
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}
