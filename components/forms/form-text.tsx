import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { TextField, type TextFieldProps } from '#components/ui/text-field.tsx'

type Words = Omit<TextFieldProps, 'name' | 'value' | 'defaultValue' | 'error' | 'ref' | 'onChange' | 'onBlur'>

export interface FormTextProps<Values extends FieldValues> extends Words {
  control: Control<Values>
  name: FieldPath<Values>
}

/** One line of a form: text, date or time. */
export function FormText<Values extends FieldValues>({ control, name, ...words }: FormTextProps<Values>) {
  const { field, fieldState } = useController({ control, name })
  return <TextField {...words} {...field} error={fieldState.error?.message} />
}
