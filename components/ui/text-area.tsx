'use client'

import { type ComponentProps, useId, useState } from 'react'
import { classes } from './classes.ts'
import { controlLook, Field, type FieldWords, fieldAria } from './field.tsx'

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'>, FieldWords {
  /** The most characters that are taken: counts them beside the label. */
  counter?: number
}

export function TextArea({
  label,
  hideLabel,
  description,
  error,
  counter,
  className,
  onChange,
  ...area
}: TextAreaProps) {
  const id = useId()
  const [length, setLength] = useState(String(area.value ?? area.defaultValue ?? '').length)
  const written = typeof area.value === 'string' ? area.value.length : length
  return (
    <Field
      {...{ id, label, hideLabel, description, error, className }}
      required={area['aria-required'] === true || area.required}
      aside={counter ? <Counter written={written} most={counter} /> : null}
    >
      <textarea
        rows={4}
        {...area}
        {...fieldAria(id, { description, error })}
        onChange={(event) => {
          setLength(event.target.value.length)
          onChange?.(event)
        }}
        className={classes(controlLook, 'resize-y py-1.5')}
      />
    </Field>
  )
}

function Counter({ written, most }: { written: number; most: number }) {
  return (
    <span className={classes('figures text-small', written > most ? 'text-bad' : 'text-ink-3')}>
      {written} of {most}
    </span>
  )
}
