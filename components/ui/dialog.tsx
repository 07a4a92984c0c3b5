'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { classes } from './classes.ts'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  title: ReactNode
  children: ReactNode
  /** The buttons, the main one first. */
  footer?: ReactNode
  /** Escape, the cross and a press outside all come here. */
  onClose: () => void
  open?: boolean
  /** While something is under way a press outside or Escape must not hide it. */
  locked?: boolean
  wide?: boolean
  /** `alertdialog` for a confirmation of something that cannot be undone. */
  role?: 'dialog' | 'alertdialog'
}

/** In the middle of a desk, a sheet from the foot of a phone. Load it lazily: it brings react-aria-components along. */
export function Dialog(props: DialogProps) {
  const { title, children, footer, onClose, open = true, locked = false, wide = false, role } = props
  return (
    <ModalOverlay
      isOpen={open}
      isDismissable={!locked}
      isKeyboardDismissDisabled={locked}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="fixed inset-0 z-40 flex animate-appear items-end bg-veil desk:items-start desk:justify-center desk:pt-[12vh]"
    >
      <Modal
        className={classes(
          'flex max-h-[88dvh] w-full animate-rise flex-col overflow-hidden rounded-t-xl bg-raised shadow-overlay desk:max-h-[76dvh] desk:rounded-xl',
          wide ? 'desk:w-180' : 'desk:w-120',
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 flex-col outline-none">
          <header className="flex items-center justify-between gap-3 px-5 pt-4 pb-1">
            <Heading slot="title" level={2} className="text-title! font-title! tracking-tight text-ink!">
              {title}
            </Heading>
            <IconButton icon={X} label="Close" disabled={locked} onClick={onClose} className="-mr-2" />
          </header>
          <div className="min-h-0 flex-1 overflow-auto px-5 py-2">{children}</div>
          {footer ? <footer className="flex flex-wrap gap-2 px-5 pt-2 pb-5">{footer}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
