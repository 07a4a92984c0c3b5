import type { FormEvent, ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Button } from './button.tsx'

interface FilterPopoverProps {
  label: string
  trigger: RefObject<HTMLButtonElement | null>
  children: ReactNode
  /** False where the fields complain: then it stays open. */
  onApply: () => boolean
  onClear: () => void
  onClose: () => void
}

/** Filters that are rarer than those in the bar, applied together. Load it lazily: it brings react-aria-components along. */
export function FilterPopover({ label, trigger, children, onApply, onClear, onClose }: FilterPopoverProps) {
  function apply(event: FormEvent): void {
    event.preventDefault()
    if (onApply()) onClose()
  }
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      placement="bottom end"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="w-92 max-w-[calc(100vw-1.5rem)] animate-appear overflow-auto rounded-lg bg-raised shadow-overlay"
    >
      <Dialog aria-label={label} className="outline-none">
        <form noValidate onSubmit={apply} className="grid gap-3 p-4">
          {children}
          <div className="flex gap-2">
            <Button type="submit" variant="primary">
              Apply
            </Button>
            <Button
              variant="quiet"
              onClick={() => {
                onClear()
                onClose()
              }}
            >
              Clear all
            </Button>
          </div>
        </form>
      </Dialog>
    </Popover>
  )
}
