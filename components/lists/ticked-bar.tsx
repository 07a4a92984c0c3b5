import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { loadAhead } from '#components/ui/load-ahead.ts'

interface TickedBarProps {
  count: number
  onDelete: () => void
  onClear: () => void
  loadDialogs: () => Promise<unknown>
}

export function TickedBar({ count, onDelete, onClear, loadDialogs }: TickedBarProps) {
  const figure = formatCount(count)
  return (
    <section
      aria-label="Selected items"
      className="flex min-h-12 flex-none flex-wrap items-center gap-2 border-t border-line bg-raised px-3.5 py-2"
    >
      <span role="status" className="font-strong tabular-nums">
        {figure} selected
      </span>
      <Button variant="danger" keys="d" onPointerEnter={() => loadAhead(loadDialogs)} onClick={onDelete}>
        Delete {figure}…
      </Button>
      <Button variant="quiet" onClick={onClear} className="ml-auto">
        Clear
      </Button>
    </section>
  )
}
