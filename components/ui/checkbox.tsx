import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref'> {
  /** Some of several are ticked. */
  indeterminate?: boolean
  /** Visible words; without them give `aria-label`. */
  children?: ReactNode
}

const boxLook = classes(
  'size-3.75 flex-none appearance-none rounded border-[1.5px] border-edge bg-surface bg-center bg-no-repeat',
  'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-55',
  'grid place-items-center after:hidden after:content-[""] checked:after:block indeterminate:after:block',
  // A tick is two sides of a turned box, a dash is one: no image to load.
  'after:-mt-0.5 after:h-2 after:w-1 after:rotate-45 after:border-r-2 after:border-b-2 after:border-accent-ink',
  'indeterminate:after:mt-0 indeterminate:after:h-0 indeterminate:after:w-2 indeterminate:after:rotate-0 indeterminate:after:border-r-0',
)

export function Checkbox({ indeterminate = false, children, className, ...input }: CheckboxProps) {
  const box = (
    <input
      {...input}
      type="checkbox"
      ref={(element) => {
        if (element) element.indeterminate = indeterminate
      }}
      className={classes(boxLook, children ? undefined : className)}
    />
  )
  if (!children) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input is inside
    <label className={classes('inline-flex items-center gap-2 max-desk:min-h-11', className)}>
      {box}
      <span>{children}</span>
    </label>
  )
}
