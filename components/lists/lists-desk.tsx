'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { usePageActs } from '#components/shell/use-page-acts.ts'
import { classes } from '#components/ui/classes.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { useIsPhone } from '#components/ui/use-is-phone.ts'
import { useUrlState } from '#lib/browser/use-url-state.ts'
import { ListDesk, ListDeskSkeleton } from './list-desk.tsx'
import { listsOptions } from './lists.queries.ts'
import { ListsPane } from './lists-pane.tsx'
import { listsUrl } from './lists-url-state.ts'

/** The lists beside the open one. On a phone either of them has the whole screen. */
export function ListsDesk() {
  const [url, setUrl] = useUrlState(listsUrl)
  const lists = useQuery(listsOptions())
  const phone = useIsPhone()
  const search = useRef<HTMLInputElement>(null)
  const pane = useRef<HTMLDivElement>(null)
  const cameFromLists = useRef(false)
  const list = lists.data?.find(({ id }) => id === url.list)

  function choose(listId: string): void {
    cameFromLists.current = phone
    setUrl({ list: listId, open: [], item: null, q: '' }, { history: 'push' })
  }
  function leave(): void {
    if (cameFromLists.current) {
      cameFromLists.current = false
      window.history.back()
    } else setUrl({ list: null, open: [], item: null, q: '' })
  }
  function goToLists(): void {
    const link = (which: string) => pane.current?.querySelector<HTMLElement>(which)
    const target = search.current ?? link('a[aria-current]') ?? link('nav a')
    target?.focus()
  }

  usePageActs([
    { keys: 'l', label: 'Go to the lists', run: goToLists },
    ...(lists.data ?? []).map(({ id, name }) => ({ label: `Open list ${name}`, run: () => choose(id) })),
  ])

  const problem = lists.error ? (
    <ProblemNotice
      error={lists.error}
      pending={lists.isFetching}
      retriesItself
      onRetry={() => void lists.refetch()}
    />
  ) : null
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] overflow-hidden desk:grid-cols-[minmax(200px,264px)_minmax(0,1fr)]">
      <div
        ref={pane}
        className={classes('flex min-h-0 min-w-0 flex-col', url.list !== null && 'max-desk:hidden')}
      >
        <ListsPane
          lists={lists.data}
          reading={lists.isPending}
          chosen={url.list}
          onChoose={choose}
          searchRef={search}
        />
        {problem ? (
          <div className="max-h-2/3 flex-none overflow-auto p-3.5 desk:hidden">{problem}</div>
        ) : null}
      </div>
      <div
        className={classes(
          'flex min-h-0 min-w-0 flex-col bg-surface desk:border-l desk:border-line',
          url.list === null && 'max-desk:hidden',
        )}
      >
        {problem ? <div className="flex-none p-3.5 max-desk:hidden">{problem}</div> : null}
        {problem && !lists.data ? null : url.list === null ? (
          <EmptyState title="Open a list to see its items">
            {lists.data?.length === 0 ? null : (
              <>
                Choose one at the left, or press <Kbd>l</Kbd>
              </>
            )}
          </EmptyState>
        ) : list ? (
          <ListDesk key={list.id} list={list} url={url} setUrl={setUrl} onBack={leave} />
        ) : lists.isPending ? (
          <ListDeskSkeleton />
        ) : lists.data ? (
          <EmptyState title="There is no such list">
            The address names a list that Concur does not know for your company. Choose one at the left.
          </EmptyState>
        ) : null}
      </div>
    </div>
  )
}
