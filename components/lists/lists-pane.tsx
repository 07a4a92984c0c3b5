import { type KeyboardEvent, type Ref, useRef, useState } from 'react'
import { PageBar } from '#components/shell/page-bar.tsx'
import { classes } from '#components/ui/classes.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatCount } from '#components/ui/format.ts'
import { Pill } from '#components/ui/pill.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { List } from '#lib/contracts/lists.ts'
import { levelWords } from './level-words.ts'

/** More than these are looked for rather than looked at. */
const MANY = 10

interface ListsPaneProps {
  lists: readonly List[] | undefined
  reading: boolean
  chosen: string | null
  onChoose: (listId: string) => void
  searchRef: Ref<HTMLInputElement>
}

/** Stays in place while lists come and go beside it. */
export function ListsPane({ lists, reading, chosen, onChoose, searchRef }: ListsPaneProps) {
  const [text, setText] = useState('')
  const nav = useRef<HTMLElement>(null)
  const sought = text.trim().toLocaleLowerCase('en')
  const shown = lists?.filter(({ name }) => name.toLocaleLowerCase('en').includes(sought))
  return (
    <>
      <PageBar title="Lists" summary={lists ? formatCount(lists.length) : null} />
      {lists && lists.length > MANY ? (
        <div className="flex flex-none border-b border-line px-3.5 py-2">
          <SearchBox
            ref={searchRef}
            label="Search the lists"
            placeholder="List name"
            keys="l"
            value={text}
            onValueChange={setText}
            onLeave={(by) => {
              const [first] = shown ?? []
              if (by === 'ArrowDown') nav.current?.querySelector('a')?.focus()
              else if (first) onChoose(first.id)
            }}
            className="flex-1"
          />
        </div>
      ) : null}
      <nav
        ref={nav}
        aria-label="Lists"
        onKeyDown={moveAmongLinks}
        className="min-h-0 flex-1 overflow-auto bg-surface py-1"
      >
        {shown ? (
          <ul>
            {shown.map((list) => (
              <ListLine key={list.id} list={list} here={list.id === chosen} onChoose={onChoose} />
            ))}
          </ul>
        ) : reading ? (
          <PaneSkeleton />
        ) : null}
        {lists && shown?.length === 0 ? (
          <EmptyState title={lists.length === 0 ? 'No lists' : 'No list of this name'}>
            {lists.length === 0
              ? 'Concur names no list of your company. Lists are made in Concur’s list management; their items are kept here.'
              : null}
          </EmptyState>
        ) : null}
      </nav>
    </>
  )
}

interface ListLineProps {
  list: List
  here: boolean
  onChoose: (listId: string) => void
}

function ListLine({ list, here, onChoose }: ListLineProps) {
  return (
    <li>
      <a
        href={`/lists?list=${encodeURIComponent(list.id)}`}
        aria-current={here ? 'page' : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onChoose(list.id)
        }}
        className={classes(
          'grid min-h-11 grid-cols-[minmax(0,1fr)_auto] content-center items-center gap-x-2 px-3.5 py-1 outline-offset-[-2px] max-desk:min-h-14',
          here ? 'bg-accent-soft shadow-selected' : 'hover:bg-canvas',
        )}
      >
        <span className="truncate font-strong" title={list.name}>
          {list.name}
        </span>
        {list.isVendor ? (
          <span className="row-span-2">
            <Pill>Vendor</Pill>
          </span>
        ) : null}
        <span className="col-start-1 text-small text-ink-2">{levelWords(list.levels)}</span>
      </a>
    </li>
  )
}

/** The arrows go from list to list; Tab leaves them. */
function moveAmongLinks(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const here = document.activeElement?.closest('a')
  const next = links[(here ? links.indexOf(here) : -1) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function PaneSkeleton() {
  return (
    <div role="status" aria-label="Reading the lists">
      {['w-32', 'w-24', 'w-36', 'w-28', 'w-20', 'w-30', 'w-26'].map((width) => (
        <div key={width} className="grid min-h-11 content-center gap-1.5 px-3.5 max-desk:min-h-14">
          <Skeleton className={`h-3 ${width}`} />
          <Skeleton className="h-2.5 w-12" />
        </div>
      ))}
    </div>
  )
}
