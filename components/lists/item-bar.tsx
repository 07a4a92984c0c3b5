import { Download, Plus } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import type { ListItem } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'
import type { Question } from './list-dialogs.tsx'

interface ItemBarProps {
  item: ListItem
  onAsk: (question: Question) => void
  onAddBelow: () => void
  loadDialogs: () => Promise<unknown>
}

const bar = 'flex min-h-12 flex-none flex-wrap items-center gap-2 border-t border-line bg-raised px-3.5 py-2'

/** At the foot of the tree: what can be done with the item under the cursor. */
export function ItemBar({ item, onAsk, onAddBelow, loadDialogs }: ItemBarProps) {
  return (
    <section
      aria-label={`The item ${item.name}`}
      onPointerEnter={() => loadAhead(loadDialogs)}
      className={bar}
    >
      <Button size="thumb" keys="e" onClick={() => onAsk({ kind: 'edit', item })}>
        Edit…
      </Button>
      <Button size="thumb" keys="c" onClick={() => onAsk({ kind: 'change-code', item })}>
        Change code…
      </Button>
      <Button size="thumb" variant="danger" keys="d" onClick={() => onAsk({ kind: 'delete', items: [item] })}>
        Delete…
      </Button>
      {item.canHaveChildren ? (
        <>
          <Button size="thumb" variant="quiet" onClick={onAddBelow}>
            <Plus aria-hidden="true" />
            <span>Add below</span>
          </Button>
          <IconButton
            icon={Download}
            label="Export the branch…"
            onClick={() => onAsk({ kind: 'export', from: item })}
            className="max-desk:size-11"
          />
        </>
      ) : null}
      <p className="flex min-w-0 flex-1 basis-24 items-baseline gap-x-2 max-desk:-order-1 max-desk:basis-full desk:justify-end">
        <b className="min-w-0 truncate font-strong">{item.name}</b>
        <CopyButton text={codePath(item.codes)} label="code path" />
      </p>
    </section>
  )
}

/** Keeps the place of the bar, so that the tree does not move when an item is chosen. */
export function NoItemBar() {
  return (
    <p className={`${bar} text-ink-3 max-desk:hidden`}>
      Choose an item to edit or delete it: press a row, or <Kbd>j</Kbd>
    </p>
  )
}
