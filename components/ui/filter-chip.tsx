import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** What narrows a table, taken back with one press. */
export function FilterChip({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  return (
    <button
      type="button"
      onClick={onRemove}
      title="Remove this filter"
      className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-full bg-accent-soft px-2 text-left text-small font-strong text-accent hover:bg-tint"
    >
      <span className="truncate">{children}</span>
      <X aria-label="remove" className="size-3!" />
    </button>
  )
}
