import { type RefObject, useState } from 'react'
import { DateField } from '#components/ui/date-field.tsx'
import { FilterPopover } from '#components/ui/filter-popover.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { FilterChange } from './list-filters.tsx'
import { loginIsApprovers } from './request-statuses.ts'
import type { RequestsUrl } from './requests-url-state.ts'

interface RequestFilterPopoverProps {
  url: RequestsUrl
  trigger: RefObject<HTMLButtonElement | null>
  onChange: (change: FilterChange) => void
  onClose: () => void
}

export function RequestFilterPopover({ url, trigger, onChange, onClose }: RequestFilterPopoverProps) {
  const [after, setAfter] = useState(momentOf(url.modifiedAfter))
  const [before, setBefore] = useState(momentOf(url.modifiedBefore))
  const [login, setLogin] = useState(url.loginId ?? '')
  function apply(): boolean {
    onChange({
      modifiedAfter: written(after),
      modifiedBefore: written(before),
      loginId: login.trim() || null,
    })
    return true
  }
  return (
    <FilterPopover
      label="Modified and login filters"
      trigger={trigger}
      onApply={apply}
      onClear={() => onChange({ modifiedAfter: null, modifiedBefore: null, loginId: null })}
      onClose={onClose}
    >
      <MomentFields label="Modified after" moment={after} onChange={setAfter} />
      <MomentFields label="Modified before" moment={before} onChange={setBefore} />
      <p className="-mt-1 text-small text-ink-3">
        Times are in UTC, as Concur takes them. Without a time the day begins at 00:00.
      </p>
      <TextField
        label="Login id"
        value={login}
        onChange={(event) => setLogin(event.target.value)}
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        description={
          loginIsApprovers(url.status)
            ? 'For “Waiting for me” and “Approved by me” this is the approver’s login.'
            : 'This is the login of the request’s owner.'
        }
      />
    </FilterPopover>
  )
}

interface Moment {
  date: string
  time: string
}

function MomentFields(props: { label: string; moment: Moment; onChange: (moment: Moment) => void }) {
  const { label, moment, onChange } = props
  return (
    <div className="grid grid-cols-2 gap-2">
      <DateField
        label={label}
        value={moment.date}
        onChange={(event) => onChange({ ...moment, date: event.target.value })}
      />
      <TextField
        type="time"
        step={1}
        label="Time in UTC"
        value={moment.time}
        disabled={!moment.date}
        onChange={(event) => onChange({ ...moment, time: event.target.value })}
      />
    </div>
  )
}

function momentOf(text: string | null): Moment {
  const [date = '', time = ''] = (text ?? '').split('T')
  return { date, time }
}

/** A time input leaves the seconds out while they are zero. */
function written({ date, time }: Moment): string | null {
  if (!date) return null
  if (!time) return date
  return `${date}T${time.length === 5 ? `${time}:00` : time}`
}
