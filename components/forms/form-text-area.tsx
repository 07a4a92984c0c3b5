import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { TextArea, type TextAreaProps } from '#components/ui/text-area.tsx'

type Words = Omit<TextAreaProps, 'name' | 'value' | 'defaultValue' | 'error' | 'ref' | 'onChange' | 'onBlur'>

export interface FormTextAreaProps<Values extends FieldValues> extends Words {
  control: Control<Values>
  name: FieldPath<Values>
}

export function FormTextArea<Values extends FieldValues>({
  control,
  name,
  ...words
}: FormTextAreaProps<Values>) {
  const { field, fieldState } = useController({ control, name })
  return <TextArea {...words} {...field} error={fieldState.error?.message} />
}
