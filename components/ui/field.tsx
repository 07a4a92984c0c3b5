import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export interface FieldWords {
  label: string
  /** Keeps the label for ears only. */
  hideLabel?: boolean
  description?: ReactNode
  error?: string
}

export const controlLook =
  'w-full rounded-md border border-edge bg-surface px-2.5 text-ink disabled:opacity-55 aria-invalid:border-bad focus-visible:outline-offset-0'

/** What ties a control to its description and error. */
export function fieldAria(id: string, words: Pick<FieldWords, 'description' | 'error'>) {
  const told = [words.error ? `${id}-error` : '', words.description ? `${id}-description` : '']
  return {
    id,
    'aria-invalid': words.error ? true : undefined,
    'aria-describedby': told.filter(Boolean).join(' ') || undefined,
  }
}

interface FieldProps extends FieldWords {
  id: string
  required?: boolean
  /** Beside the label: a counter. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** Label above, control, then the error and the description. */
export function Field({
  id,
  label,
  hideLabel,
  required,
  description,
  error,
  aside,
  className,
  children,
}: FieldProps) {
  return (
    <div className={classes('grid min-w-0 content-start gap-1', className)}>
      <div className={hideLabel ? 'sr-only' : 'flex items-baseline justify-between gap-2'}>
        <label htmlFor={id} className="text-small font-strong text-ink-2">
          {label}
          {required ? <span className="font-normal text-ink-3"> (required)</span> : null}
        </label>
        {aside}
      </div>
      {children}
      <p id={`${id}-error`} role="alert" className="text-small text-bad empty:hidden">
        {error}
      </p>
      {description ? (
        <p id={`${id}-description`} className="text-small text-ink-3">
          {description}
        </p>
      ) : null}
    </div>
  )
}
