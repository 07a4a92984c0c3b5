import { formatCount } from '#components/ui/format.ts'
import type { ListItem } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'

const MOST = 100

/** Names and codes of items in a dialog. */
export function ItemNames({ items }: { items: readonly ListItem[] }) {
  return (
    <ul className="max-h-44 overflow-auto rounded-lg bg-sunken px-3 py-2">
      {items.slice(0, MOST).map(({ name, codes }) => (
        <li key={codePath(codes)} className="flex items-baseline justify-between gap-3">
          <span className="min-w-0 truncate">{name}</span>
          <span className="flex-none font-mono text-small text-ink-2">{codePath(codes)}</span>
        </li>
      ))}
      {items.length > MOST ? (
        <li className="text-ink-2">and {formatCount(items.length - MOST)} more</li>
      ) : null}
    </ul>
  )
}
