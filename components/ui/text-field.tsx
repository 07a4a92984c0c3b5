'use client'

import { type ComponentProps, useId } from 'react'
import { classes } from './classes.ts'
import { controlLook, Field, type FieldWords, fieldAria } from './field.tsx'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'>, FieldWords {}

/** One line of text. `className` places the whole field; `ref` and the rest go to the input, as `register()` wants. */
export function TextField({ label, hideLabel, description, error, className, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <Field
      {...{ id, label, hideLabel, description, error, className }}
      required={input['aria-required'] === true || input.required}
    >
      <input
        type="text"
        autoComplete="off"
        {...input}
        {...fieldAria(id, { description, error })}
        className={classes(controlLook, 'h-7.5 max-desk:h-10')}
      />
    </Field>
  )
}
