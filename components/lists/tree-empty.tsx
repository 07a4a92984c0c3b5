import Link from 'next/link'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { List } from '#lib/contracts/lists.ts'

export function NothingInList({ list, onAdd }: { list: List; onAdd: () => void }) {
  return (
    <EmptyState
      title={`${list.name} has no items yet`}
      action={
        <>
          <Button variant="primary" onClick={onAdd}>
            Add item
          </Button>
          <Link
            href={`/lists/${encodeURIComponent(list.id)}/import`}
            prefetch={false}
            className={buttonLook()}
          >
            Import
          </Link>
        </>
      }
    >
      Add the first one, or import a file.
    </EmptyState>
  )
}

interface NothingFoundProps {
  text: string
  searching: boolean
  onClear: () => void
}

export function NothingFound({ text, searching, onClear }: NothingFoundProps) {
  return (
    <EmptyState
      title={searching ? `Looking for “${text}”…` : `No item matches “${text}”`}
      action={<Button onClick={onClear}>Clear the filter</Button>}
    >
      The filter looks at the name and at the code of the item’s own level.
    </EmptyState>
  )
}
