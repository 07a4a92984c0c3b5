import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { FormText } from '#components/forms/form-text.tsx'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { DateFields } from './date-fields.tsx'
import { codePath } from './item-key.ts'
import { type ChangedItemValues, changedItemValues, rowOf } from './item-values.ts'
import { startBatch } from './lists.queries.ts'
import { useListWrite } from './use-list-write.ts'
import { WriteDialog } from './write-dialog.tsx'

interface EditItemDialogProps {
  list: List
  item: ListItem
  onDone: (codes: readonly string[], name: string) => void
  onChangeCode: () => void
  onClose: (jobId: string | undefined) => void
}

export function EditItemDialog({ list, item, onDone, onChangeCode, onClose }: EditItemDialogProps) {
  const { control, handleSubmit, setError } = useForm<ChangedItemValues>({
    defaultValues: { name: item.name, startDate: '', endDate: '' },
    resolver: zodResolver(changedItemValues),
    mode: 'onSubmit',
  })
  const write = useListWrite(
    (values: ChangedItemValues) =>
      startBatch(list.id, { operation: 'update', items: [rowOf(item.codes, values)] }),
    (values) => onDone(item.codes, values.name),
  )
  function save(values: ChangedItemValues): void {
    if (values.name === item.name && !values.startDate)
      setError('name', { message: 'Nothing was changed yet.' }, { shouldFocus: true })
    else write.send(values)
  }
  return (
    <WriteDialog
      title={`Edit ${item.name}`}
      action="Save"
      write={write}
      onSubmit={() => void handleSubmit(save)()}
      onClose={() => onClose(write.pending ? write.jobId : undefined)}
    >
      <p className="text-ink-2">
        <span className="font-mono">{codePath(item.codes)}</span> stays: the codes say which item this is.{' '}
        <button type="button" className="link" disabled={write.pending} onClick={onChangeCode}>
          Change code…
        </button>
      </p>
      <FormText control={control} name="name" label="Name" aria-required autoFocus />
      <DateFields control={control} start="startDate" end="endDate" />
      <p className="-mt-1.5 text-small text-ink-3">
        Concur does not tell the dates of an item, so they stand empty here. Left empty they are not sent;
        whether Concur then keeps the old ones is not documented. Write them if they matter.
      </p>
    </WriteDialog>
  )
}
