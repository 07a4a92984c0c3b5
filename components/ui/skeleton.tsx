import { classes } from './classes.ts'

/** A place of the size of what comes. Give it width and height. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes('block rounded bg-tint', className)} />
}
