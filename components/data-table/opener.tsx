import { ChevronRight } from 'lucide-react'
import { classes } from '#components/ui/classes.ts'

/** For the pointer: keys open with the arrows, and `aria-expanded` of the row says it to ears. */
export function Opener({ open }: { open: boolean | undefined }) {
  return (
    <span
      aria-hidden="true"
      data-opener
      className={classes(
        '-my-2 -ml-1.5 grid size-7 flex-none place-items-center rounded text-ink-3 max-desk:-ml-3 max-desk:size-11',
        open !== undefined && 'hover:bg-tint hover:text-ink',
      )}
    >
      {open === undefined ? null : (
        <ChevronRight className={classes('size-4! transition-transform duration-100', open && 'rotate-90')} />
      )}
    </span>
  )
}
