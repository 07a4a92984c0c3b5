import { useRouter } from 'next/navigation'
import { showToast } from '#components/ui/toast.ts'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { AddItemDialog } from './add-item-dialog.tsx'
import { ChangeCodeDialog } from './change-code-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { EditItemDialog } from './edit-item-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { codePath } from './item-key.ts'
import type { ParentPlace } from './tree-places.ts'

export type Question =
  | { kind: 'add'; parents: readonly ParentPlace[]; parent: string }
  | { kind: 'edit'; item: ListItem }
  | { kind: 'change-code'; item: ListItem }
  | { kind: 'delete'; items: readonly ListItem[] }
  | { kind: 'export'; from: ListItem | null }

interface ListDialogsProps {
  list: List
  asked: Question
  onAsk: (question: Question) => void
  /** With the codes that the item has now, and those that it has no longer. */
  onWritten: (codes: readonly string[], gone?: readonly string[]) => void
  onDeleted: (items: readonly ListItem[]) => void
  onClose: () => void
}

/** The dialog of one question. Loaded with the first one: forms bring their schemas along. */
export function ListDialogs({ list, asked, onAsk, onWritten, onDeleted, onClose }: ListDialogsProps) {
  const router = useRouter()
  const done = (did: string, gone?: readonly string[]) => (codes: readonly string[], name: string) => {
    onClose()
    showToast({ tone: 'good', title: `Concur confirmed: ${name} ${did}`, detail: codePath(codes) })
    onWritten(codes, gone)
  }
  const close = (jobId: string | undefined) => {
    onClose()
    if (!jobId) return
    showToast({
      title: 'It goes on as a job',
      detail: 'What becomes of it stands on its page.',
      action: { label: 'Open the job', run: () => router.push(`/jobs/${jobId}`) },
    })
  }
  if (asked.kind === 'add')
    return (
      <AddItemDialog
        list={list}
        parents={asked.parents}
        parent={asked.parent}
        onDone={done('added')}
        onClose={close}
      />
    )
  if (asked.kind === 'edit')
    return (
      <EditItemDialog
        list={list}
        item={asked.item}
        onDone={done('saved')}
        onChangeCode={() => onAsk({ kind: 'change-code', item: asked.item })}
        onClose={close}
      />
    )
  if (asked.kind === 'change-code')
    return (
      <ChangeCodeDialog
        list={list}
        item={asked.item}
        onDone={done('has its new code', asked.item.codes)}
        onClose={close}
      />
    )
  if (asked.kind === 'delete')
    return (
      <DeleteDialog
        list={list}
        items={asked.items}
        onStarted={(jobId) => router.push(`/jobs/${jobId}`)}
        onDone={(count) => {
          if (asked.items.length > 1) return
          onClose()
          showToast({ tone: 'good', title: `Concur confirmed: ${deletedWords(asked.items, count)} deleted` })
          onDeleted(asked.items)
        }}
        onClose={close}
      />
    )
  return <ExportDialog list={list} from={asked.from} onClose={onClose} />
}

function deletedWords(items: readonly ListItem[], count: number): string {
  const [first] = items
  return count === 1 && first ? first.name : `${count} items`
}
