import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'
import { Spinner } from './spinner.tsx'

export type ButtonVariant = 'primary' | 'default' | 'quiet' | 'danger'

const looks: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-strong',
  default: 'border-line-strong bg-raised text-ink hover:bg-tint',
  quiet: 'border-transparent text-ink-2 hover:bg-tint hover:text-ink',
  danger: 'border-bad/50 bg-raised text-bad hover:bg-bad-soft',
}

/** `thumb` is 44 px high on a phone; `small` fits into a row. */
const sizes = {
  small: 'h-6.5 px-2 text-small',
  medium: 'h-7.5 px-2.5 max-desk:h-10 max-desk:px-3',
  thumb: 'h-7.5 px-2.5 max-desk:h-11 max-desk:flex-1 max-desk:px-4',
} as const

/** The look of a button, for links that act like one. */
export function buttonLook(variant: ButtonVariant = 'default', size: keyof typeof sizes = 'medium'): string {
  return classes(
    'relative inline-flex flex-none items-center justify-center gap-1.5 rounded-md border font-strong whitespace-nowrap select-none',
    'transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55 aria-busy:opacity-100',
    sizes[size],
    looks[variant],
  )
}

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: keyof typeof sizes
  /** The key that presses this button, printed on it. */
  keys?: string
  /** Shows a spinner in the same width and ignores presses; focus stays. */
  pending?: boolean
}

export function Button({
  variant,
  size,
  keys,
  pending = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={pending ? 'button' : type}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest['aria-disabled']}
      aria-keyshortcuts={keys}
      onClick={pending || rest['aria-disabled'] ? undefined : onClick}
      className={classes(buttonLook(variant, size), className)}
    >
      <span className={classes('contents', pending && '*:opacity-0')}>
        {typeof children === 'string' ? <span>{children}</span> : children}
        {keys ? <Kbd>{keys}</Kbd> : null}
      </span>
      {pending ? (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      ) : null}
    </button>
  )
}
