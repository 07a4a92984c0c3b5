import type { KeyboardEvent, ReactNode } from 'react'
import { classes } from '#components/ui/classes.ts'
import type { ListRow } from '#lib/contracts/lists.ts'
import { editableField, valueAt, withValue } from './problem-field.ts'

interface ProblemValueProps {
  field: string
  item: ListRow
  label: string
  edited: boolean
  onChange: (item: ListRow) => void
}

/** The codes and the name of a row, with what is wrong open to be changed. */
export function ProblemValue({ field, item, label, edited, onChange }: ProblemValueProps) {
  const at = editableField(field, item)
  const value = valueAt(item, at)
  const take = (text: string) => {
    if (text.trim() !== value) onChange(withValue(item, at, text))
  }
  const input = (
    <input
      key={value}
      aria-label={label}
      aria-invalid={!edited}
      autoComplete="off"
      spellCheck={false}
      defaultValue={value}
      size={Math.max(4, Math.min(value.length + 1, 40))}
      onBlur={(event) => take(event.target.value)}
      onKeyDown={(event) => onKey(event, value)}
      className={classes(
        'h-6.5 max-w-full min-w-0 rounded-md border bg-surface px-1.5 text-ink focus-visible:outline-offset-0 max-desk:h-9',
        edited ? 'border-edge' : 'border-bad',
        typeof at === 'number' ? 'field-sizing-content min-w-12' : 'flex-1',
      )}
    />
  )
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {typeof at === 'number' ? <CodePath item={item} level={at} input={input} /> : input}
    </span>
  )
}

function CodePath({ item, level, input }: { item: ListRow; level: number; input: ReactNode }) {
  const before = item.codes.slice(0, level)
  const after = [...item.codes.slice(level + 1), item.name ?? ''].filter(Boolean)
  return (
    <>
      {before.length > 0 ? <span className="flex-none">{before.join(' / ')} /</span> : null}
      {input}
      {after.length > 0 ? <span className="min-w-0 truncate">/ {after.join(' / ')}</span> : null}
    </>
  )
}

/** Enter takes the value and goes on to the next problem, Escape gives the value back that stood there. */
function onKey(event: KeyboardEvent<HTMLInputElement>, value: string): void {
  const input = event.currentTarget
  if (event.key === 'Escape') {
    input.value = value
    input.closest<HTMLElement>('[data-row]')?.focus()
  }
  if (event.key !== 'Enter') return
  const line = input.closest<HTMLElement>('[data-index]')
  const next = Number(line?.dataset.index) + 1
  const below = line?.parentElement?.querySelector<HTMLElement>(`[data-index="${next}"] input`)
  if (below) below.focus()
  else input.blur()
}
