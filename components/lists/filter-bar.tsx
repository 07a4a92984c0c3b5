import type { Ref } from 'react'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format.ts'
import { ProblemNotice } from '#components/ui/problem-notice.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import type { List } from '#lib/contracts/lists.ts'
import type { useDeepSearch } from './use-deep-search.ts'

interface FilterBarProps {
  list: List
  text: string
  onChange: (text: string) => void
  searchRef: Ref<HTMLInputElement>
  /** From the filter down into the tree. */
  onLeave: () => void
  deep: ReturnType<typeof useDeepSearch>
}

export function FilterBar({ list, text, onChange, searchRef, onLeave, deep }: FilterBarProps) {
  return (
    <>
      <div className="flex flex-none items-center gap-2 border-b border-line bg-canvas px-3.5 py-2">
        <SearchBox
          ref={searchRef}
          label={`Filter ${list.name}`}
          placeholder="Name or code"
          value={text}
          onValueChange={onChange}
          onLeave={onLeave}
          className="max-w-120 flex-1"
        />
      </div>
      {text.trim() !== '' && list.levels > 1 ? <Reach deep={deep} /> : null}
    </>
  )
}

/** How far the filter has looked. */
function Reach({ deep: { search, unread, start, stop } }: Pick<FilterBarProps, 'deep'>) {
  const branches = (count: number) => `${formatCount(count)} ${count === 1 ? 'branch' : 'branches'}`
  const words = {
    idle:
      unread === 0
        ? 'Every branch was looked through.'
        : `Looked through what was read. ${branches(unread)} ${unread === 1 ? 'was' : 'were'} not.`,
    reading: `Asking Concur: ${branches(search.walked.branches)} looked through, ${formatCount(search.walked.toGo)} to go`,
    stopped: `Stopped: ${branches(search.walked.branches)} looked through.`,
    problem: `${branches(search.walked.branches)} looked through, then Concur did not answer.`,
    done: 'Every branch was looked through.',
  }[search.state]
  return (
    <div className="grid flex-none gap-2 border-b border-line bg-sunken px-3.5 py-1.5 text-small text-ink-2">
      <div className="flex min-h-6.5 flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="min-w-0 flex-1 tabular-nums">
          {words}
        </p>
        {search.state === 'reading' ? (
          <Button size="small" onClick={stop}>
            Stop
          </Button>
        ) : search.state === 'done' || unread === 0 ? null : (
          <Button size="small" onClick={start}>
            {search.state === 'idle' ? 'Look through all' : 'Go on'}
          </Button>
        )}
      </div>
      {search.state === 'problem' ? <ProblemNotice error={search.error} onRetry={start} /> : null}
    </div>
  )
}
