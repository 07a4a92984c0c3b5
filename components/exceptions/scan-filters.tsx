import { ListFilter } from 'lucide-react'
import { lazy, type Ref, Suspense, startTransition, useRef, useState } from 'react'
import { buttonLook } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { FilterChip } from '#components/ui/filter-chip.tsx'
import { formatDayRange } from '#components/ui/format.ts'
import { loadAhead } from '#components/ui/load-ahead.ts'
import { SearchBox } from '#components/ui/search-box.tsx'
import { Select } from '#components/ui/select.tsx'
import { useIsPhone } from '#components/ui/use-is-phone.ts'
import type { ScannedReport } from '#lib/contracts/exceptions.ts'
import { visibilityWords } from './exception-words.ts'
import type { ExceptionsUrl, View } from './exceptions-url-state.ts'
import type { ScanFilter } from './scan-filter.ts'
import { ViewSwitch } from './view-switch.tsx'

const loadPopover = () =>
  import('./scan-filter-popover.tsx').then((module) => ({ default: module.ScanFilterPopover }))
const ScanFilterPopover = lazy(loadPopover)

export type FilterChange = Partial<ScanFilter>

interface ScanFiltersProps {
  url: ExceptionsUrl
  /** What was read, before any filter. */
  known: readonly ScannedReport[]
  onChange: (change: FilterChange) => void
  onView: (view: View) => void
  searchRef: Ref<HTMLInputElement>
  /** From the search down into the table. */
  onLeaveSearch: () => void
}

export function ScanFilters({ url, known, onChange, onView, searchRef, onLeaveSearch }: ScanFiltersProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const phone = useIsPhone()
  return (
    <>
      <div className="flex flex-none flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
        <ViewSwitch view={url.view} onView={onView} />
        <SearchBox
          ref={searchRef}
          label="Search reports and exceptions"
          placeholder={phone ? 'Search' : 'Report, person, code, message'}
          value={url.q}
          onValueChange={(q) => onChange({ q })}
          onLeave={onLeaveSearch}
          className="min-w-36 flex-1 basis-48 max-desk:basis-60"
        />
        <Select
          label="Approval status"
          hideLabel
          className="w-44 flex-none max-desk:order-1 max-desk:w-auto max-desk:min-w-40 max-desk:flex-1"
          options={statusOptions(known, url.status)}
          value={url.status ?? ''}
          onValueChange={(status) => onChange({ status: status || null })}
        />
        <button
          type="button"
          aria-pressed={url.blocking}
          onClick={() => onChange({ blocking: !url.blocking })}
          className={classes(
            buttonLook(),
            'max-desk:order-1',
            url.blocking && 'border-accent! bg-accent-soft! text-accent!',
          )}
        >
          Only blocking
        </button>
        <button
          ref={trigger}
          type="button"
          aria-label="More filters"
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => startTransition(() => setOpen(!open))}
          onPointerEnter={() => loadAhead(loadPopover)}
          className={buttonLook()}
        >
          <ListFilter aria-hidden="true" />
          <span className="max-wide:hidden">Filters</span>
        </button>
      </div>
      <Chips url={url} onChange={onChange} />
      {open ? (
        <Suspense>
          <ScanFilterPopover
            url={url}
            known={known}
            trigger={trigger}
            onChange={onChange}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** What narrows the table beyond what the bar shows, each taken back with one press. */
function Chips({ url, onChange }: Pick<ScanFiltersProps, 'url' | 'onChange'>) {
  const { submittedFrom, submittedTo, modifiedFrom, modifiedTo, amountFrom, amountTo } = url
  const chips: [words: string, without: FilterChange][] = []
  if (url.owner) chips.push([`Owner ${url.owner}`, { owner: null }])
  if (submittedFrom || submittedTo)
    chips.push([
      `Submitted ${formatDayRange(submittedFrom, submittedTo, 'whole')}`,
      { submittedFrom: null, submittedTo: null },
    ])
  if (modifiedFrom || modifiedTo)
    chips.push([
      `Modified ${formatDayRange(modifiedFrom, modifiedTo, 'whole')}`,
      { modifiedFrom: null, modifiedTo: null },
    ])
  if (amountFrom || amountTo)
    chips.push([
      ['Amount', amountFrom ? `from ${amountFrom}` : '', amountTo ? `to ${amountTo}` : '']
        .filter(Boolean)
        .join(' '),
      { amountFrom: null, amountTo: null },
    ])
  if (url.code) chips.push([`Code ${url.code}`, { code: null }])
  if (url.visibility)
    chips.push([`Seen by ${visibilityWords[url.visibility].short.toLowerCase()}`, { visibility: null }])
  if (chips.length === 0) return null
  return (
    <div className="flex flex-none flex-wrap gap-1.5 border-b border-line px-3.5 py-1.5">
      {chips.map(([words, without]) => (
        <FilterChip key={words} onRemove={() => onChange(without)}>
          {words}
        </FilterChip>
      ))}
    </div>
  )
}

/** Those that occur, in Concur's own words. */
function statusOptions(known: readonly ScannedReport[], chosen: string | null) {
  const names = new Map(
    known.flatMap(({ approvalStatus: { code, name } }) => (code ? [[code, name ?? code] as const] : [])),
  )
  if (chosen && !names.has(chosen)) names.set(chosen, chosen)
  const options = [...names].map(([value, label]) => ({ value, label }))
  return [
    { value: '', label: 'Every status' },
    ...options.sort((a, b) => a.label.localeCompare(b.label, 'en')),
  ]
}
