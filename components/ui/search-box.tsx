'use client'

import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useRef } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'

export interface SearchBoxProps {
  label: string
  value: string
  onValueChange: (value: string) => void
  placeholder?: string
  /** The key that leads here, printed while the box is empty; the page binds it. */
  keys?: string
  /** From the search to what it found. */
  onLeave?: (by: 'Enter' | 'ArrowDown') => void
  ref?: Ref<HTMLInputElement>
  className?: string
}

/** Escape empties the box, a second Escape leaves it. */
export function SearchBox(props: SearchBoxProps) {
  const { label, value, onValueChange, placeholder, keys = '/', onLeave, ref, className } = props
  const box = useRef<HTMLDivElement>(null)
  const clear = () => {
    onValueChange('')
    box.current?.querySelector('input')?.focus()
  }
  function leaveOrClear(event: KeyboardEvent<HTMLInputElement>): void {
    if (onLeave && (event.key === 'Enter' || event.key === 'ArrowDown')) {
      event.preventDefault()
      onLeave(event.key)
    }
    if (event.key !== 'Escape') return
    if (value) onValueChange('')
    else event.currentTarget.blur()
  }
  return (
    <div
      ref={box}
      className={classes(
        'flex h-7.5 min-w-0 items-center gap-1.5 rounded-md border border-edge bg-surface pr-1.5 pl-2.5 text-ink-3 max-desk:h-10',
        'focus-within:outline-2 focus-within:outline-accent',
        className,
      )}
    >
      <Search aria-hidden="true" />
      <input
        ref={ref}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-keyshortcuts={keys}
        placeholder={placeholder ?? label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={leaveOrClear}
        className="min-w-0 flex-1 appearance-none bg-transparent text-ink outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={clear}
          className="grid size-6 place-items-center rounded hover:bg-tint hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5!" />
        </button>
      ) : (
        <Kbd>{keys}</Kbd>
      )}
    </div>
  )
}
