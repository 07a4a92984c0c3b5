import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, startTransition, useEffect, useMemo, useRef, useState } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import { TableFoot } from '#components/data-table/table-foot.tsx'
import type { TableHandle } from '#components/data-table/table-handle.ts'
import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { TreeKeys } from '#components/data-table/tree-keys.tsx'
import { useKeys } from '#components/shell/use-keys.ts'
import { usePageActs } from '#components/shell/use-page-acts.ts'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import type { ChangeUrl } from '#lib/browser/use-url-state.ts'
import type { List, ListItem } from '#lib/contracts/lists.ts'
import { FilterBar } from './filter-bar.tsx'
import { ItemBar, NoItemBar } from './item-bar.tsx'
import { isBelow, keyOf, parentOf } from './item-key.ts'
import { ListBar } from './list-bar.tsx'
import type { Question } from './list-dialogs.tsx'
import { forgetItems } from './lists.queries.ts'
import { type ListsUrl, openBranches, withBranch } from './lists-url-state.ts'
import { TickedBar } from './ticked-bar.tsx'
import { CompactTreeRow, treeColumns } from './tree-columns.tsx'
import { NothingFound, NothingInList } from './tree-empty.tsx'
import { afterDelete, itemsAt, parentsFor, topmost } from './tree-places.ts'
import { type Branch, type Branches, filteredRows, holds, type TreeRow, treeRows } from './tree-rows.ts'
import { useDeepSearch } from './use-deep-search.ts'
import { useOpenBranches } from './use-open-branches.ts'
import { useReadBranches } from './use-read-branches.ts'

const loadDialogs = () => import('./list-dialogs.tsx').then((module) => ({ default: module.ListDialogs }))
const ListDialogs = lazy(loadDialogs)

interface ListDeskProps {
  list: List
  url: ListsUrl
  setUrl: ChangeUrl<ListsUrl>
  onBack: () => void
}

/** One list: its tree, and the acts on the item under the cursor. Mount it with the key of the list. */
export function ListDesk({ list, url, setUrl, onBack }: ListDeskProps) {
  const client = useQueryClient()
  const table = useRef<TableHandle>(null)
  const search = useRef<HTMLInputElement>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [question, setQuestion] = useState<{ asked: Question; run: number } | null>(null)
  // As one word: the tree is not built anew when only the item changes.
  const openKeys = url.open.join(',')
  const open = useMemo(() => openBranches(openKeys.split(',')), [openKeys])
  const opened = useOpenBranches(list.id, open)
  const read = useReadBranches(list.id)
  const text = url.q.trim()
  const deep = useDeepSearch(list, text, read)
  const known = withFound(read, deep.search.found)
  const rows = text === '' ? treeRows(open, opened.branches) : filteredRows(text, known)
  const place = rows.find((row) => row.key === url.item)
  const current = place?.kind === 'item' ? place : undefined
  const level1 = opened.branches.get('')?.items
  const [[failedKey, failure] = []] = opened.errors

  // A row that is wanted may still have to be read; the person who moves meanwhile wants something else.
  const wanted = useRef<{ key: string; focus: boolean } | null>(
    url.item === null ? null : { key: url.item, focus: false },
  )
  useEffect(() => {
    const want = wanted.current
    if (!want || !rows.some(({ key }) => key === want.key)) return
    wanted.current = null
    // The dialog that an act came from holds the focus until it has left.
    requestAnimationFrame(() => {
      table.current?.scrollTo(want.key)
      if (want.focus) table.current?.focus()
    })
  })

  const itemBefore = useRef<string | null>(null)
  function filter(q: string): void {
    if (url.q === '') itemBefore.current = url.item
    setUrl(q === '' ? { q, item: itemBefore.current } : { q })
  }
  /** Down into the tree, to the first that matches: what it hangs under stands above it. */
  function leaveFilter(): void {
    const match = rows.find((row) => row.kind === 'item' && row.sought !== '' && holds(row.item, row.sought))
    if (!match || match.key === url.item) table.current?.focus()
    else {
      wanted.current = { key: match.key, focus: true }
      setUrl({ item: match.key })
    }
  }
  function moveTo(key: string): void {
    wanted.current = null
    if (rows.some((row) => row.key === key && row.kind === 'item')) setUrl({ item: key })
  }
  function show(key: string, branch: string, open = url.open): void {
    wanted.current = { key, focus: true }
    setUrl({ q: '', item: key, open: withBranch(open, branch, true) })
  }
  function expand(key: string, opens: boolean): void {
    const item = !opens && url.item !== null && isBelow(url.item, key) ? key : url.item
    if (text !== '') show(key, key)
    else setUrl({ open: withBranch(url.open, key, opens), item })
  }
  function activate(key: string): void {
    const row = rows.find((each) => each.key === key)
    if (row?.kind === 'problem') opened.retry(row.parent)
    if (row?.kind !== 'item') return
    if (text !== '') show(key, keyOf(parentOf(row.item.codes)))
    else if (row.branch.open === undefined) ask({ kind: 'edit', item: row.item })
    else expand(key, !row.branch.open)
  }
  // As a transition: React else shows nothing for 300 ms before it reveals what was loaded lazily.
  function ask(asked: Question): void {
    startTransition(() => setQuestion((before) => ({ asked, run: (before?.run ?? 0) + 1 })))
  }
  function askToAdd(below?: string): void {
    const parents = parentsFor(known, current?.item)
    const beside = current ? keyOf(parentOf(current.item.codes)) : ''
    ask({ kind: 'add', parents, parent: below ?? (current?.branch.open ? current.key : beside) })
  }
  function askToDelete(): void {
    const items = ticked.size > 0 ? itemsAt(known, topmost(ticked)) : current ? [current.item] : []
    if (items.length > 0) ask({ kind: 'delete', items })
  }
  function afterWrite(codes: readonly string[], gone?: readonly string[]): void {
    const open = gone ? withBranch(url.open, keyOf(gone), false) : url.open
    void forgetItems(client, list.id)
    show(keyOf(codes), keyOf(parentOf(codes)), open)
  }
  function afterDeletion(items: readonly ListItem[]): void {
    const keys = items.map(({ codes }) => keyOf(codes))
    const next = afterDelete(rows, keys)
    setTicked(new Set())
    wanted.current = next === null ? null : { key: next, focus: true }
    void forgetItems(client, list.id)
    setUrl(
      { item: next, open: keys.reduce((open, key) => withBranch(open, key, false), url.open) },
      { history: 'replace' },
    )
  }

  const oneIsChosen = current !== undefined && ticked.size === 0
  // On a row the tree takes these keys itself; from elsewhere they lead into it.
  const intoTree = () => table.current?.focus()
  useKeys({
    ArrowRight: { label: 'Open the branch, go into it', run: intoTree },
    ArrowLeft: { label: 'Close the branch, go to its parent', run: intoTree },
  })
  usePageActs([
    { keys: 'j', label: 'Next item', run: () => table.current?.move(1) },
    { keys: 'k', label: 'Previous item', run: () => table.current?.move(-1) },
    { keys: 'Enter', label: 'Open or close the branch, edit an item', run: () => table.current?.activate() },
    { keys: 'x', label: 'Select the item', run: () => table.current?.toggle() },
    { keys: '/', label: 'Filter the items', run: () => search.current?.focus() },
    { keys: 'a', label: 'Add item…', run: () => askToAdd() },
    {
      keys: 'e',
      label: 'Edit the item…',
      run: () => current && ask({ kind: 'edit', item: current.item }),
      offered: oneIsChosen,
    },
    {
      keys: 'c',
      label: 'Change the code of the item…',
      run: () => current && ask({ kind: 'change-code', item: current.item }),
      offered: oneIsChosen,
    },
    {
      keys: 'd',
      label: ticked.size > 0 ? 'Delete the selected items…' : 'Delete the item…',
      run: askToDelete,
      offered: ticked.size > 0 || current !== undefined,
    },
    { label: 'Export the list…', run: () => ask({ kind: 'export', from: null }) },
  ])

  return (
    <>
      <ListBar
        list={list}
        onBack={onBack}
        onAdd={() => askToAdd()}
        onExport={() => ask({ kind: 'export', from: null })}
        loadDialogs={loadDialogs}
      />
      <FilterBar
        list={list}
        text={url.q}
        onChange={filter}
        searchRef={search}
        onLeave={leaveFilter}
        deep={deep}
      />
      {failedKey !== undefined && failure ? (
        <div className="flex-none p-3.5">
          <ProblemNotice
            error={failure}
            pending={opened.reading}
            retriesItself
            onRetry={() => opened.retry(failedKey)}
          />
        </div>
      ) : null}
      {rows.length > 0 ? (
        <DataTable
          // The filtered tree has a scroll place of its own, so that the whole one is found again where it was.
          key={text === '' ? 'whole' : 'filtered'}
          ref={table}
          label={`Items of ${list.name}`}
          rows={rows}
          columns={treeColumns(list)}
          rowKey={rowKey}
          rowLabel={rowLabel}
          branchOf={branchOf}
          onExpand={expand}
          selected={ticked}
          onSelectedChange={setTicked}
          activeKey={current?.key ?? null}
          onActivate={activate}
          onCursorChange={moveTo}
          renderCompactRow={renderCompactRow}
          compactRowHeight={56}
          placeKey={text === '' ? `list ${list.id}` : undefined}
        />
      ) : level1 ? (
        <div className="min-h-0 flex-1 overflow-auto">
          {text === '' ? (
            <NothingInList list={list} onAdd={() => askToAdd()} />
          ) : (
            <NothingFound
              text={url.q}
              searching={deep.search.state === 'reading'}
              onClear={() => filter('')}
            />
          )}
        </div>
      ) : failure ? (
        <div className="flex-1" />
      ) : (
        <TableSkeleton label="Reading the items" columns={treeColumns(list)} ticks />
      )}
      {ticked.size > 0 ? (
        <TickedBar
          count={ticked.size}
          onDelete={askToDelete}
          onClear={() => setTicked(new Set())}
          loadDialogs={loadDialogs}
        />
      ) : current ? (
        <ItemBar
          item={current.item}
          onAsk={ask}
          onAddBelow={() => askToAdd(current.key)}
          loadDialogs={loadDialogs}
        />
      ) : rows.length > 0 ? (
        <NoItemBar />
      ) : null}
      <TableFoot
        status={shownItems(rows)}
        label="Read the list again"
        readAt={opened.readAt}
        reading={opened.reading}
        onRefresh={() => void forgetItems(client, list.id)}
        keys={<TreeKeys />}
        className="bg-canvas"
      />
      <Suspense>
        {question ? (
          <ListDialogs
            key={question.run}
            list={list}
            asked={question.asked}
            onAsk={ask}
            onWritten={afterWrite}
            onDeleted={afterDeletion}
            onClose={() => setQuestion(null)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

const rowKey = (row: TreeRow) => row.key
const rowLabel = (row: TreeRow) => (row.kind === 'item' ? row.item.name : '')
const branchOf = (row: TreeRow) => row.branch
const renderCompactRow = (row: TreeRow) => <CompactTreeRow row={row} />

/** What a search brought stands behind what was read whole. */
function withFound(read: Branches, found: ReadonlyMap<string, readonly ListItem[]>): Branches {
  if (found.size === 0) return read
  const parts = [...found].map(([key, items]): [string, Branch] => [
    key,
    { items, failed: false, partly: true },
  ])
  return new Map([...parts, ...read])
}

export function ListDeskSkeleton() {
  return (
    <>
      <div className="h-13 flex-none border-b border-line bg-canvas" />
      <div className="h-11.5 flex-none border-b border-line max-desk:h-14" />
      <TableSkeleton label="Reading the items" columns={treeColumns({ levels: 2 })} ticks />
    </>
  )
}

/** In the tree as it stands open. */
function shownItems(rows: readonly TreeRow[]): string {
  const items = rows.reduce((count, row) => count + (row.kind === 'item' ? 1 : 0), 0)
  return `${formatCount(items)} ${items === 1 ? 'item' : 'items'} shown`
}
