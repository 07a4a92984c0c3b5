'use client'

import { Search } from 'lucide-react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { Kbd } from '#components/ui/kbd.tsx'
import { type Command, useOfferedCommands } from './commands.ts'

const words = (text: string) => text.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)

/** Every word that was typed begins a word of the label, in any order. */
function matches(label: string, typed: string): boolean {
  const inLabel = words(label)
  return words(typed).every((wanted) => inLabel.some((word) => word.startsWith(wanted)))
}

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const commands = useOfferedCommands()
  const run = (command: Command) => {
    onClose()
    command.run()
  }
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="fixed inset-0 z-40 flex animate-appear items-start justify-center bg-veil px-3 pt-[10vh]"
    >
      <Modal className="w-full max-w-140 animate-rise overflow-hidden rounded-xl bg-raised shadow-overlay">
        <Dialog aria-label="Command palette" className="flex max-h-[60dvh] flex-col outline-none">
          <Autocomplete filter={matches}>
            <TextField
              aria-label="What do you want to do?"
              autoFocus
              className="flex items-center gap-2.5 border-b border-line px-4"
            >
              <Search aria-hidden="true" className="text-ink-3" />
              <Input
                placeholder="What do you want to do?"
                className="h-11 min-w-0 flex-1 bg-transparent text-ink outline-none"
              />
              <Kbd>Esc</Kbd>
            </TextField>
            <Menu
              aria-label="Commands"
              items={commands}
              renderEmptyState={() => (
                <p className="px-3 py-4 text-ink-3">No command of this name. Try another word.</p>
              )}
              className="min-h-0 overflow-auto p-1.5 outline-none"
            >
              {(command) => (
                <MenuItem
                  textValue={command.label}
                  onAction={() => run(command)}
                  className="flex h-8.5 items-center gap-3 rounded-md px-2.5 outline-none data-focused:bg-accent-soft max-desk:h-11"
                >
                  <span className="flex-1 truncate">{command.label}</span>
                  {command.keys ? <Kbd>{command.keys}</Kbd> : null}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
