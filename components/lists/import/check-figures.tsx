import { classes } from '#components/ui/classes.ts'
import { formatCount } from '#components/ui/format.ts'
import type { CheckAnswer } from '#lib/contracts/lists.ts'

export type CheckView = 'add' | 'rename' | 'redate' | 'remove' | 'changed-codes' | 'problems'

interface Figure {
  view: CheckView | null
  count: number
  label: string
  look: string
  /** Shown at nought too. */
  always?: boolean
}

interface CheckFiguresProps {
  answer: CheckAnswer
  view: CheckView
  onChange: (view: CheckView) => void
}

/** How many rows would do what; a press shows them. */
export function CheckFigures({ answer, view, onChange }: CheckFiguresProps) {
  return (
    <ul
      aria-label="What the rows would do"
      className="grid w-full grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface desk:flex desk:w-fit"
    >
      {figuresOf(answer).map((figure) => (
        <li
          key={figure.label}
          className="border-line not-first:border-l max-desk:border-b max-desk:odd:border-l-0"
        >
          <FigureCell figure={figure} pressed={figure.view === view} onChange={onChange} />
        </li>
      ))}
    </ul>
  )
}

function FigureCell({
  figure: { view, count, label, look },
  pressed,
  onChange,
}: {
  figure: Figure
  pressed: boolean
  onChange: (view: CheckView) => void
}) {
  const content = (
    <>
      <span className={classes('block text-figure font-title tabular-nums', count > 0 ? look : 'text-ink-3')}>
        {formatCount(count)}
      </span>
      <span className="block text-ink-2">{label}</span>
    </>
  )
  if (view === null || count === 0) return <div className="px-3.5 py-2">{content}</div>
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={() => onChange(view)}
      className={classes(
        'h-full w-full px-3.5 py-2 text-left outline-offset-[-2px]',
        pressed ? 'bg-accent-soft shadow-[inset_0_-2px_var(--color-accent)]' : 'hover:bg-canvas',
      )}
    >
      {content}
    </button>
  )
}

function figuresOf({ difference, changedCodes, problemCount }: CheckAnswer): Figure[] {
  const figures: Figure[] = [
    { view: 'add', count: difference.add, label: 'to add', look: 'text-good' },
    { view: 'rename', count: difference.rename, label: 'to rename', look: 'text-ink' },
    { view: 'redate', count: difference.redate, label: 'new dates', look: 'text-ink' },
    { view: 'remove', count: difference.remove, label: 'to delete', look: 'text-bad' },
    { view: null, count: difference.unchanged, label: 'unchanged, skipped', look: 'text-ink-2' },
    { view: 'changed-codes', count: changedCodes.length, label: 'perhaps new codes', look: 'text-warn' },
    {
      view: 'problems',
      count: problemCount,
      label: problemCount === 1 ? 'problem' : 'problems',
      look: 'text-bad',
      always: true,
    },
  ]
  return figures.filter(({ count, always }) => count > 0 || always)
}
