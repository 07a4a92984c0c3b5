'use client'

import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { classes } from './classes.ts'
import { Field, type FieldWords, fieldAria } from './field.tsx'

export interface SelectProps extends Omit<ComponentProps<'select'>, 'id' | 'size'>, FieldWords {
  options: readonly { value: string; label: string }[]
  onValueChange?: (value: string) => void
}

export function Select({
  label,
  hideLabel,
  description,
  error,
  options,
  onValueChange,
  onChange,
  className,
  ...select
}: SelectProps) {
  const id = useId()
  return (
    <Field {...{ id, label, hideLabel, description, error, className }} required={select.required}>
      <div className="relative grid">
        <select
          {...select}
          {...fieldAria(id, { description, error })}
          onChange={(event) => {
            onValueChange?.(event.target.value)
            onChange?.(event)
          }}
          className={classes(
            'h-7.5 w-full appearance-none truncate rounded-md border border-edge bg-raised pr-7 pl-2.5 font-strong text-ink hover:bg-tint',
            'disabled:opacity-55 aria-invalid:border-bad max-desk:h-10',
          )}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2 size-3.5! -translate-y-1/2 text-ink-2"
        />
      </div>
    </Field>
  )
}
