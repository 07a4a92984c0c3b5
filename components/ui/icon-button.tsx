import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  /** Read aloud and shown on hover. */
  label: string
}

export function IconButton({ icon: Icon, label, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type={type}
      aria-label={label}
      className={classes(
        'inline-grid size-7.5 flex-none place-items-center rounded-md text-ink-2 hover:bg-tint hover:text-ink disabled:opacity-55 max-desk:size-10',
        className,
      )}
    >
      <Icon aria-hidden="true" />
    </button>
  )
}
