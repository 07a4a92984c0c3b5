import { type FormEvent, type RefObject, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Button } from '#components/ui/button.tsx'
import { DateField } from '#components/ui/date-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { FilterChange } from './list-filters.tsx'
import { loginIsApprovers } from './request-statuses.ts'
import type { RequestsUrl } from './requests-url-state.ts'

interface FilterPopoverProps {
  url: RequestsUrl
  trigger: RefObject<HTMLButtonElement | null>
  onChange: (change: FilterChange) => void
  onClose: () => void
}

export function FilterPopover({ url, trigger, onChange, onClose }: FilterPopoverProps) {
  const [after, setAfter] = useState(momentOf(url.modifiedAfter))
  const [before, setBefore] = useState(momentOf(url.modifiedBefore))
  const [login, setLogin] = useState(url.loginId ?? '')
  function apply(event: FormEvent): void {
    event.preventDefault()
    onChange({
      modifiedAfter: written(after),
      modifiedBefore: written(before),
      loginId: login.trim() || null,
    })
    onClose()
  }
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      placement="bottom end"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="w-92 max-w-[calc(100vw-1.5rem)] animate-appear overflow-auto rounded-lg bg-raised shadow-overlay"
    >
      <Dialog aria-label="Modified and login filters" className="outline-none">
        <form onSubmit={apply} className="grid gap-3 p-4">
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
          <div className="flex gap-2">
            <Button type="submit" variant="primary">
              Apply
            </Button>
            <Button
              variant="quiet"
              onClick={() => {
                onChange({ modifiedAfter: null, modifiedBefore: null, loginId: null })
                onClose()
              }}
            >
              Clear all
            </Button>
          </div>
        </form>
      </Dialog>
    </Popover>
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
