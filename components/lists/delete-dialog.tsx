import { useState } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { codePath } from './item-key.ts'
import { ItemNames } from './item-names.tsx'
import { startBatch } from './lists.queries.ts'
import { useItemsBelow } from './use-items-below.ts'
import { useListWrite } from './use-list-write.ts'
import { WriteDialog } from './write-dialog.tsx'

interface DeleteDialogProps {
  list: List
  /** None of them hangs below another. */
  items: readonly ListItem[]
  /** Several are watched on the page of their job. */
  onStarted: (jobId: string) => void
  /** With how many are gone. */
  onDone: (count: number) => void
  onClose: (jobId: string | undefined) => void
}

export function DeleteDialog({ list, items, onStarted, onDone, onClose }: DeleteDialogProps) {
  const below = useItemsBelow(list.id, items)
  const [agreed, setAgreed] = useState(false)
  const [first] = items
  const count = below.data?.length ?? 0
  const total = items.length + count
  const write = useListWrite(
    async (gone: readonly ListItem[]) => {
      const started = await startBatch(list.id, {
        operation: 'delete',
        items: gone.map(({ name, codes }) => ({ name, codes })),
        withChildren: true,
      })
      if (gone.length > 1) onStarted(started.jobId)
      return started
    },
    () => onDone(total),
  )
  const what = items.length === 1 ? (first?.name ?? '') : `${formatCount(items.length)} items`
  return (
    <WriteDialog
      alert
      title={`Delete ${what}?`}
      action={total === 1 ? 'Delete' : `Delete ${formatCount(total)} items`}
      variant="danger"
      disabled={!below.isSuccess || (count > 0 && !agreed)}
      write={write}
      onSubmit={() => write.send(items)}
      onClose={() => onClose(write.pending ? write.jobId : undefined)}
    >
      {items.length === 1 && first ? (
        <p className="font-mono text-small text-ink-2">{codePath(first.codes)}</p>
      ) : (
        <ItemNames items={items} />
      )}
      {below.isPending ? (
        <p role="status" className="flex items-center gap-2 text-ink-2 tabular-nums">
          <Spinner /> Reading what hangs below: {formatCount(below.known)}
        </p>
      ) : null}
      {below.isError ? (
        <ProblemNotice error={below.error} pending={below.isFetching} onRetry={() => void below.refetch()} />
      ) : null}
      <ul className="grid list-disc gap-1.5 pl-4 text-ink-2">
        {below.isSuccess ? (
          <li className={count > 0 ? 'text-ink' : undefined}>
            {count === 0
              ? 'Nothing hangs below.'
              : `${formatCount(count)} ${count === 1 ? 'item hangs' : 'items hang'} below and go too, children first.`}
          </li>
        ) : null}
        <li>
          Concur deactivates what is deleted: reports and requests that use it go on showing it, new ones do
          not offer it.
        </li>
        <li>
          The same code cannot be added again later: Concur then answers 2005, “already exists as a deleted
          item”.
        </li>
      </ul>
      {count > 0 ? (
        <>
          <ItemNames items={below.data ?? []} />
          <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
            Delete the {count === 1 ? 'item' : `${formatCount(count)} items`} below too
          </Checkbox>
        </>
      ) : null}
    </WriteDialog>
  )
}
