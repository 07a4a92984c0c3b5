import { ArrowUpDown, ChevronDown, ListFilter } from 'lucide-react'
import { lazy, type Ref, Suspense, startTransition, useRef, useState } from 'react'
import { buttonLook } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { loadAhead } from '#components/ui/load-ahead.ts'
import { Menu } from '#components/ui/menu.tsx'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Select } from '#components/ui/select.tsx'
import { useIsPhone } from '#components/ui/use-is-phone.ts'
import type { RequestStatus } from '#lib/contracts/requests.ts'
import { requestStatuses } from '#lib/contracts/vocabulary.ts'
import { loginIsApprovers, statusWords } from './request-statuses.ts'
import type { RequestsUrl } from './requests-url-state.ts'
import { type RequestSort, type SortColumn, sortColumns } from './sort-requests.ts'

const RequestFilterPopover = lazy(() =>
  import('./request-filter-popover.tsx').then((module) => ({ default: module.RequestFilterPopover })),
)

const statusOptions = requestStatuses.map((value) => ({ value, label: statusWords[value].label }))

export type FilterChange = Partial<
  Pick<RequestsUrl, 'status' | 'loginId' | 'modifiedAfter' | 'modifiedBefore' | 'q'>
>

interface ListFiltersProps {
  url: RequestsUrl
  onChange: (change: FilterChange) => void
  searchRef: Ref<HTMLInputElement>
  /** From the search down into the list. */
  onLeaveSearch: () => void
}

export function ListFilters({ url, onChange, searchRef, onLeaveSearch }: ListFiltersProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const phone = useIsPhone()
  return (
    <>
      <div className="flex flex-none items-center gap-2 border-b border-line px-3.5 py-2">
        <SearchBox
          ref={searchRef}
          label="Search requests"
          placeholder={phone ? 'Search' : 'Name, person, city'}
          value={url.q}
          onValueChange={(q) => onChange({ q })}
          onLeave={onLeaveSearch}
          className="flex-1"
        />
        <Select
          label="Status"
          hideLabel
          className="w-36 flex-none max-desk:w-41"
          options={statusOptions}
          value={url.status}
          onValueChange={(value) => onChange({ status: readStatus(value) })}
        />
        <button
          ref={trigger}
          type="button"
          aria-label="Modified and login filters"
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => startTransition(() => setOpen(!open))}
          onPointerEnter={() => loadAhead(() => import('./request-filter-popover.tsx'))}
          className={buttonLook()}
        >
          <ListFilter aria-hidden="true" className="desk:hidden" />
          <span className="max-desk:hidden">Modified</span>
          <ChevronDown aria-hidden="true" className="size-3.5! text-ink-2 max-desk:hidden" />
        </button>
      </div>
      <FilterChips url={url} onChange={onChange} />
      {open ? (
        <Suspense>
          <RequestFilterPopover
            url={url}
            trigger={trigger}
            onChange={onChange}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** What narrows the list beyond its status, each taken back with one press. */
function FilterChips({ url, onChange }: Pick<ListFiltersProps, 'url' | 'onChange'>) {
  if (!url.modifiedAfter && !url.modifiedBefore && !url.loginId) return null
  return (
    <div className="flex flex-none flex-wrap gap-1.5 border-b border-line px-3.5 py-1.5">
      {url.modifiedAfter ? (
        <FilterChip onRemove={() => onChange({ modifiedAfter: null })}>
          Modified after {momentText(url.modifiedAfter)}
        </FilterChip>
      ) : null}
      {url.modifiedBefore ? (
        <FilterChip onRemove={() => onChange({ modifiedBefore: null })}>
          Modified before {momentText(url.modifiedBefore)}
        </FilterChip>
      ) : null}
      {url.loginId ? (
        <FilterChip onRemove={() => onChange({ loginId: null })}>
          {loginIsApprovers(url.status) ? 'Approver' : 'Owner'} {url.loginId}
        </FilterChip>
      ) : null}
    </div>
  )
}

function momentText(moment: string): string {
  return `${moment.replace('T', ' ').replace(/:00$/, '')} UTC`
}

function readStatus(value: string): RequestStatus {
  return requestStatuses.find((status) => status === value) ?? 'TOAPPROVE'
}

const sortWords: Record<SortColumn, string> = {
  request: 'Request',
  person: 'Person',
  travel: 'Travel',
  total: 'Total, by currency',
  status: 'Status',
  waits: 'Waits',
}

export function SortMenu({ sort, onSort }: { sort: RequestSort; onSort: (sort: RequestSort) => void }) {
  return (
    <Menu
      label={`Sorted by ${sortWords[sort.column]}`}
      placement="bottom end"
      className={classes(buttonLook('quiet'))}
      groups={[
        {
          label: 'Sort by',
          items: sortColumns.map((column) => ({
            id: column,
            label: sortWords[column],
            checked: column === sort.column,
            onAction: () => onSort({ ...sort, column }),
          })),
        },
        {
          items: (['asc', 'desc'] as const).map((direction) => ({
            id: direction,
            label: direction === 'asc' ? 'Ascending' : 'Descending',
            checked: direction === sort.direction,
            onAction: () => onSort({ ...sort, direction }),
          })),
        },
      ]}
    >
      <ArrowUpDown aria-hidden="true" />
      <span className="max-desk:sr-only">Sort</span>
    </Menu>
  )
}
