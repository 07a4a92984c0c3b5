import { type RefObject, useState } from 'react'
import { DateField } from '#components/ui/date-field.tsx'
import { FilterPopover } from '#components/ui/filter-popover.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { oneOf } from '#lib/browser/url-state.ts'
import type { ScannedReport } from '#lib/contracts/exceptions.ts'
import { exceptionVisibilities } from '#lib/contracts/vocabulary.ts'
import { visibilityWords } from './exception-words.ts'
import { readDecimal } from './exceptions-url-state.ts'
import type { ScanFilter } from './scan-filter.ts'
import { noFilter } from './scan-filter.ts'
import type { FilterChange } from './scan-filters.tsx'

interface ScanFilterPopoverProps {
  url: ScanFilter
  known: readonly ScannedReport[]
  trigger: RefObject<HTMLButtonElement | null>
  onChange: (change: FilterChange) => void
  onClose: () => void
}

type Texts = Record<
  | 'owner'
  | 'submittedFrom'
  | 'submittedTo'
  | 'modifiedFrom'
  | 'modifiedTo'
  | 'amountFrom'
  | 'amountTo'
  | 'code'
  | 'visibility',
  string
>

const visibilityOptions = [
  { value: '', label: 'Whoever sees it' },
  ...exceptionVisibilities.map((value) => ({ value, label: visibilityWords[value].whole })),
]

export function ScanFilterPopover({ url, known, trigger, onChange, onClose }: ScanFilterPopoverProps) {
  const [texts, setTexts] = useState<Texts>({
    owner: url.owner ?? '',
    submittedFrom: url.submittedFrom ?? '',
    submittedTo: url.submittedTo ?? '',
    modifiedFrom: url.modifiedFrom ?? '',
    modifiedTo: url.modifiedTo ?? '',
    amountFrom: url.amountFrom ?? '',
    amountTo: url.amountTo ?? '',
    code: url.code ?? '',
    visibility: url.visibility ?? '',
  })
  const [complained, setComplained] = useState(false)
  const amounts = { from: complaintOf(texts.amountFrom), to: complaintOf(texts.amountTo) }
  const field = (name: keyof Texts) => ({
    value: texts[name],
    onChange: (event: { target: { value: string } }) => setTexts({ ...texts, [name]: event.target.value }),
  })
  function apply(): boolean {
    setComplained(true)
    if (amounts.from || amounts.to) return false
    onChange({
      owner: texts.owner.trim() || null,
      submittedFrom: texts.submittedFrom || null,
      submittedTo: texts.submittedTo || null,
      modifiedFrom: texts.modifiedFrom || null,
      modifiedTo: texts.modifiedTo || null,
      amountFrom: texts.amountFrom.trim() || null,
      amountTo: texts.amountTo.trim() || null,
      code: texts.code || null,
      visibility: oneOf(exceptionVisibilities, texts.visibility),
    })
    return true
  }
  return (
    <FilterPopover
      label="More filters"
      trigger={trigger}
      onApply={apply}
      onClear={() => onChange(noFilter)}
      onClose={onClose}
    >
      <TextField label="Owner" placeholder="Name or login" spellCheck={false} {...field('owner')} />
      <div className="grid grid-cols-2 gap-x-2 gap-y-3">
        <DateField label="Submitted from" max={texts.submittedTo} {...field('submittedFrom')} />
        <DateField label="Submitted to" min={texts.submittedFrom} {...field('submittedTo')} />
        <DateField label="Modified from" max={texts.modifiedTo} {...field('modifiedFrom')} />
        <DateField label="Modified to" min={texts.modifiedFrom} {...field('modifiedTo')} />
        <TextField
          label="Amount from"
          inputMode="decimal"
          error={complained ? amounts.from : undefined}
          {...field('amountFrom')}
        />
        <TextField
          label="Amount to"
          inputMode="decimal"
          error={complained ? amounts.to : undefined}
          {...field('amountTo')}
        />
      </div>
      <p className="-mt-1 text-small text-ink-3">
        Amounts are compared in the currency of each report: Concur gives no rate.
      </p>
      <Select label="Code" options={codeOptions(known)} {...field('code')} />
      <Select label="Who sees the exception" options={visibilityOptions} {...field('visibility')} />
    </FilterPopover>
  )
}

function complaintOf(text: string): string | undefined {
  return text.trim() === '' || readDecimal(text.trim()) !== null ? undefined : 'Write a figure, as 1250.00.'
}

function codeOptions(known: readonly ScannedReport[]) {
  const codes = new Set(
    known.flatMap(({ exceptions }) => exceptions.map(({ exceptionCode }) => exceptionCode)),
  )
  return [{ value: '', label: 'Every code' }, ...[...codes].sort().map((value) => ({ value, label: value }))]
}
