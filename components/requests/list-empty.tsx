import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RequestStatus } from '#lib/contracts/requests.ts'
import type { FilterChange } from './list-filters.tsx'
import { statusWords } from './request-statuses.ts'
import type { RequestsUrl } from './requests-url-state.ts'
import { useVisit } from './visit.ts'

const elsewhere: readonly { status: RequestStatus; label: string }[] = [
  { status: 'APPROVED', label: 'Approved by me' },
  { status: 'UNSUBMITTED', label: 'Sent back and unsubmitted' },
  { status: 'ACTIVE', label: 'All active' },
]

export function NothingHere({
  url,
  onChange,
}: {
  url: RequestsUrl
  onChange: (change: FilterChange) => void
}) {
  const { lastAct } = useVisit()
  const words = statusWords[url.status]
  const narrowed = Boolean(url.loginId || url.modifiedAfter || url.modifiedBefore)
  return (
    <EmptyState
      title={narrowed ? 'Nothing within these filters' : words.empty}
      action={
        narrowed ? (
          <Button onClick={() => onChange({ loginId: null, modifiedAfter: null, modifiedBefore: null })}>
            Clear the filters
          </Button>
        ) : (
          elsewhere
            .filter(({ status }) => status !== url.status)
            .map(({ status, label }) => (
              <Button key={status} onClick={() => onChange({ status })}>
                {label}
              </Button>
            ))
        )
      }
    >
      {lastAct ? <p>Last you did: {lastAct}</p> : null}
      <p>{narrowed ? 'Other dates or another login may show more.' : words.emptyAdvice}</p>
    </EmptyState>
  )
}

export function NoMatch({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <EmptyState
      title={`No request matches “${text}”`}
      action={<Button onClick={onClear}>Clear the search</Button>}
    >
      The search looks at name, person, purpose, request id, last comment, city and amount.
    </EmptyState>
  )
}

export function ListSkeleton() {
  return (
    <div role="status" aria-label="Reading the list" className="min-h-0 flex-1 overflow-hidden bg-surface">
      <div className="h-7.5 border-b border-line max-desk:hidden" />
      {Array.from({ length: 24 }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: all lines are the same
          key={line}
          className="flex h-9 items-center gap-2.5 border-b border-line-soft px-3.5 max-desk:h-16"
        >
          <Skeleton className="size-3.75 max-desk:hidden" />
          <Skeleton
            className={line % 3 === 0 ? 'h-3.5 w-48' : line % 3 === 1 ? 'h-3.5 w-60' : 'h-3.5 w-40'}
          />
          <Skeleton className="ml-auto h-3.5 w-20" />
        </div>
      ))}
    </div>
  )
}
