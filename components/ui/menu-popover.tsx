'use client'

import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { classes } from './classes.ts'
import { Kbd } from './kbd.tsx'
import type { MenuItem as Item, MenuGroup, MenuProps } from './menu.tsx'

interface MenuPopoverProps extends Pick<MenuProps, 'label' | 'groups' | 'placement'> {
  trigger: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

export function MenuPopover({ label, groups, placement, trigger, onClose }: MenuPopoverProps) {
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      placement={placement}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="min-w-52 animate-appear overflow-auto rounded-lg bg-raised p-1 shadow-overlay"
    >
      <Menu aria-label={label} autoFocus="first" onClose={onClose} className="outline-none">
        {groups.map((group, index) => (
          <Group key={group.label ?? group.items[0]?.id ?? index} group={group} first={index === 0} />
        ))}
      </Menu>
    </Popover>
  )
}

function Group({ group, first }: { group: MenuGroup; first: boolean }) {
  return (
    <MenuSection
      aria-label={group.label ?? 'More'}
      className={first ? undefined : 'mt-1 border-t border-line pt-1'}
    >
      {group.label ? <Header className="px-2 pt-1 pb-0.5 text-small text-ink-3">{group.label}</Header> : null}
      {group.items.map((item) => (
        <Line key={item.id} item={item} />
      ))}
    </MenuSection>
  )
}

function Line({ item }: { item: Item }) {
  const Icon = item.icon
  return (
    <MenuItem
      id={item.id}
      textValue={item.label}
      onAction={item.onAction}
      className={classes(
        'flex h-8 items-center gap-2 rounded px-2 outline-none focus:bg-tint max-desk:h-11',
        item.danger && 'text-bad',
      )}
    >
      {Icon ? <Icon aria-hidden="true" className={item.danger ? undefined : 'text-ink-2'} /> : null}
      <span className="flex-1">{item.label}</span>
      {item.checked ? <Check aria-label="chosen" /> : null}
      {item.keys ? <Kbd>{item.keys}</Kbd> : null}
    </MenuItem>
  )
}
