import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { loadAhead } from '#components/ui/load-ahead.ts'
import type { BulkAction } from '#lib/contracts/requests.ts'

interface BulkBarProps {
  count: number
  onAct: (action: BulkAction) => void
  onClear: () => void
}

export function BulkBar({ count, onAct, onClear }: BulkBarProps) {
  const figure = formatCount(count)
  const load = () => loadAhead(() => import('./bulk-dialog.tsx'))
  return (
    <section
      aria-label="Selected requests"
      className="flex flex-none flex-wrap items-center gap-2 border-t border-line bg-raised px-3.5 py-2"
    >
      <span role="status" className="font-strong tabular-nums">
        {figure} selected
      </span>
      <Button variant="primary" onPointerEnter={load} onClick={() => onAct('approve')}>
        Approve {figure}
      </Button>
      <Button onPointerEnter={load} onClick={() => onAct('send-back')}>
        Send back {figure}…
      </Button>
      <Button variant="quiet" onClick={onClear} className="ml-auto">
        Clear
      </Button>
    </section>
  )
}
