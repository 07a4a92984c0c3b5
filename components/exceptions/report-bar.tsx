import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import type { Capability } from '#lib/contracts/me.ts'
import { clearScope } from './clear-scope.ts'
import { KindWord } from './exception-mark.tsx'
import { visibilityWords } from './exception-words.ts'
import type { Clearable } from './found-exceptions.ts'
import { placeTitle } from './place-words.ts'
import type { ReportRow } from './report-tree.ts'
import { usualRemedy } from './usual-remedies.ts'

interface ReportBarProps {
  /** Under the cursor. */
  row: ReportRow | undefined
  ticked: readonly Clearable[]
  writes: Capability
  onClear: () => void
  onAdd: () => void
  onUntick: () => void
  loadDialogs: () => Promise<unknown>
}

const bar =
  'flex min-h-16 flex-none flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-raised px-3.5 py-2 desk:px-6'

/** At the foot of the tree: what is ticked, or what is under the cursor, and what can be done with it. */
export function ReportBar({ row, ticked, writes, onClear, onAdd, onUntick, loadDialogs }: ReportBarProps) {
  const off = { 'aria-disabled': !writes.allowed, title: writes.reason ?? undefined }
  const ahead = () => loadAhead(loadDialogs)
  if (ticked.length > 0) {
    const { touched, left } = clearScope(ticked)
    return (
      <section aria-label="Selected exceptions" onPointerEnter={ahead} className={bar}>
        <Button variant="primary" size="thumb" keys="c" {...off} onClick={onClear}>
          Clear {formatCount(ticked.length)}…
        </Button>
        <p role="status" className="min-w-0 flex-1 basis-64">
          {touched}. <span className="text-ink-2">{writes.allowed ? left : writes.reason}</span>
        </p>
        <Button variant="quiet" onClick={onUntick}>
          Untick all
        </Button>
      </section>
    )
  }
  if (!row)
    return (
      <p className={`${bar} text-ink-3 max-desk:hidden`}>
        <span>
          Choose an exception to clear it, or a place to add one: press a row, or <Kbd>n</Kbd> for the next
          exception
        </span>
      </p>
    )
  if (row.kind === 'place')
    return (
      <section aria-label={placeTitle(row.node)} onPointerEnter={ahead} className={bar}>
        <Button size="thumb" keys="a" {...off} onClick={onAdd}>
          Add exception here…
        </Button>
        <p className="min-w-0 flex-1 basis-64">
          <b className="font-strong">{placeTitle(row.node)}</b>
          {writes.allowed ? null : <span className="text-ink-2"> {writes.reason}</span>}
        </p>
      </section>
    )
  return (
    <section
      aria-label={`The exception ${row.exception.exceptionCode}`}
      onPointerEnter={ahead}
      className={bar}
    >
      <Button size="thumb" keys="c" {...off} onClick={onClear}>
        Clear…
      </Button>
      <Button size="thumb" variant="quiet" keys="a" {...off} onClick={onAdd}>
        Add exception here…
      </Button>
      <About row={row} reason={writes.allowed ? null : writes.reason} />
    </section>
  )
}

function About({ row, reason }: { row: Extract<ReportRow, { kind: 'exception' }>; reason: string | null }) {
  const { exceptionCode, exceptionVisibility, isBlocking, message } = row.exception
  const remedy = usualRemedy(exceptionCode)
  const seenBy = exceptionVisibility ? visibilityWords[exceptionVisibility].whole : 'Concur does not say who'
  return (
    <div className="min-w-0 flex-1 basis-64 max-desk:-order-1 max-desk:basis-full">
      <p>
        <KindWord isBlocking={isBlocking} /> · {message?.trim() || exceptionCode}
      </p>
      <p className="text-small text-ink-2">
        {reason ?? (
          <>
            {remedy ? `Usually ${remedy} ` : ''}Seen by: {seenBy.charAt(0).toLowerCase() + seenBy.slice(1)}.
          </>
        )}
      </p>
    </div>
  )
}
