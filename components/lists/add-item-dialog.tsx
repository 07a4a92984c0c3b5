import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'
import { FormText } from '#components/forms/form-text.tsx'
import { Select } from '#components/ui/select.tsx'
import type { List } from '#lib/contracts/lists.ts'
import { DateFields } from './date-fields.tsx'
import { codePath, codesOf } from './item-key.ts'
import { type NewItemValues, newItemValues, rowOf } from './item-values.ts'
import { startBatch } from './lists.queries.ts'
import type { ParentPlace } from './tree-places.ts'
import { useListWrite } from './use-list-write.ts'
import { WriteDialog } from './write-dialog.tsx'

interface AddItemDialogProps {
  list: List
  parents: readonly ParentPlace[]
  /** The key of the one to begin with. */
  parent: string
  onDone: (codes: readonly string[], name: string) => void
  onClose: (jobId: string | undefined) => void
}

export function AddItemDialog({ list, parents, parent: first, onDone, onClose }: AddItemDialogProps) {
  const { control, handleSubmit, register } = useForm<NewItemValues>({
    defaultValues: { parent: first, name: '', code: '', startDate: '', endDate: '' },
    resolver: zodResolver(newItemValues),
    mode: 'onSubmit',
  })
  const [parent, code] = useWatch({ control, name: ['parent', 'code'] })
  const write = useListWrite(
    (values: NewItemValues) =>
      startBatch(list.id, { operation: 'create', items: [rowOf(codesOfNew(values), values)] }),
    (values) => onDone(codesOfNew(values), values.name),
  )
  const level = codesOf(parent).length + 1
  return (
    <WriteDialog
      title={`Add an item to ${list.name}`}
      action="Add item"
      write={write}
      onSubmit={() => void handleSubmit((values) => write.send(values))()}
      onClose={() => onClose(write.pending ? write.jobId : undefined)}
    >
      {list.levels > 1 ? (
        <Select
          {...register('parent')}
          label="Where"
          options={parents.map(({ key, name }) => ({
            value: key,
            label: key === '' ? 'At level 1' : `Below ${name}, ${codePath(codesOf(key))}`,
          }))}
        />
      ) : null}
      <FormText control={control} name="name" label="Name" aria-required autoFocus />
      <FormText
        control={control}
        name="code"
        label={list.levels > 1 ? `Code of level ${level}` : 'Code'}
        aria-required
        spellCheck={false}
        className="[&_input]:font-mono"
        description={
          level > 1 ? (
            <>
              Its code path is{' '}
              <span className="font-mono">{codePath([...codesOf(parent), code.trim() || '…'])}</span>
            </>
          ) : undefined
        }
      />
      <DateFields control={control} start="startDate" end="endDate" />
      <p className="-mt-1.5 text-small text-ink-3">Without dates the item can be picked at any time.</p>
    </WriteDialog>
  )
}

function codesOfNew({ parent, code }: NewItemValues): string[] {
  return [...codesOf(parent), code]
}
