import { Pencil, Plus } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import type { ListItem } from '#lib/contracts/lists.ts'
import { codePath, keyOf } from './item-key.ts'
import type { Question } from './list-dialogs.tsx'
import type { ParentPlace } from './tree-places.ts'

interface ItemBarProps {
  item: ListItem
  /** The item, where it can have some below, and what it hangs under, the nearest first. */
  names: readonly ParentPlace[]
  onAsk: (question: Question) => void
  onAddBelow: () => void
  loadDialogs: () => Promise<unknown>
}

/** At the foot of the tree: what can be done with the item under the cursor. */
export function ItemBar({ item, names, onAsk, onAddBelow, loadDialogs }: ItemBarProps) {
  const above = names.filter(({ key }) => key !== '' && key !== keyOf(item.codes)).reverse()
  return (
    <section
      aria-label={`The item ${item.name}`}
      onPointerEnter={() => loadAhead(loadDialogs)}
      className="grid flex-none gap-2 border-t border-line bg-raised px-3.5 py-2.5"
    >
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <p className="min-w-0 truncate">
          {above.map(({ key, name }) => (
            <span key={key} className="text-ink-2">
              {name} ›{' '}
            </span>
          ))}
          <b className="font-strong">{item.name}</b>
        </p>
        <CopyButton text={codePath(item.codes)} label="code path" />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="thumb" keys="e" onClick={() => onAsk({ kind: 'edit', item })}>
          <Pencil aria-hidden="true" className="max-desk:hidden" />
          <span>Edit…</span>
        </Button>
        <Button size="thumb" keys="c" onClick={() => onAsk({ kind: 'change-code', item })}>
          Change code…
        </Button>
        <Button
          size="thumb"
          variant="danger"
          keys="d"
          onClick={() => onAsk({ kind: 'delete', items: [item] })}
        >
          Delete…
        </Button>
        {item.canHaveChildren ? (
          <>
            <Button size="thumb" variant="quiet" onClick={onAddBelow}>
              <Plus aria-hidden="true" />
              <span>Add below</span>
            </Button>
            <Button size="thumb" variant="quiet" onClick={() => onAsk({ kind: 'export', from: item })}>
              Export branch…
            </Button>
          </>
        ) : null}
      </div>
    </section>
  )
}
