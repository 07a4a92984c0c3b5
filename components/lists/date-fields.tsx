import type { Control, FieldPath, FieldValues } from 'react-hook-form'
import { FormText } from '#components/forms/form-text.tsx'

interface DateFieldsProps<Values extends FieldValues> {
  control: Control<Values>
  start: FieldPath<Values>
  end: FieldPath<Values>
}

/** From when to when people can pick the item. */
export function DateFields<Values extends FieldValues>({ control, start, end }: DateFieldsProps<Values>) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <FormText control={control} name={start} type="date" label="Start date" />
      <FormText control={control} name={end} type="date" label="End date" />
    </div>
  )
}
