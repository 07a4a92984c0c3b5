import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import type { Capability } from '#lib/contracts/me.ts'
import { clearScope } from './clear-scope.ts'
import type { Clearable } from './found-exceptions.ts'

interface ClearBarProps {
  /** Ticked, or else under the cursor. */
  chosen: readonly Clearable[]
  ticked: boolean
  writes: Capability
  onClear: () => void
  onUntick: () => void
  loadDialogs: () => Promise<unknown>
}

/** At the foot of what it acts on: it says exactly what will be touched. */
export function ClearBar({ chosen, ticked, writes, onClear, onUntick, loadDialogs }: ClearBarProps) {
  if (chosen.length === 0)
    return (
      <p className="flex min-h-12 flex-none items-center gap-1 border-t border-line bg-raised px-3.5 py-2 text-ink-3 max-desk:hidden">
        Choose a code or some of its places to clear them: <Kbd>j</Kbd> <Kbd>k</Kbd> move, <Kbd>x</Kbd>{' '}
        selects
      </p>
    )
  const { touched, left } = clearScope(chosen)
  return (
    <section
      aria-label="Chosen exceptions"
      onPointerEnter={() => loadAhead(loadDialogs)}
      className="flex min-h-12 flex-none flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-raised px-3.5 py-2"
    >
      <Button
        variant={ticked ? 'primary' : 'default'}
        size="thumb"
        keys="c"
        aria-disabled={!writes.allowed}
        title={writes.reason ?? undefined}
        onClick={onClear}
      >
        Clear {formatCount(chosen.length)}…
      </Button>
      <p role="status" className="min-w-0 flex-1 basis-64 tabular-nums">
        {touched}. <span className="text-ink-2">{writes.allowed ? left : writes.reason}</span>
      </p>
      {ticked ? (
        <Button variant="quiet" onClick={onUntick}>
          Untick all
        </Button>
      ) : null}
    </section>
  )
}
