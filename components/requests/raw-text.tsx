import { classes } from '#components/ui/classes.ts'
import { compareDecimals } from '#components/ui/compare-decimals.ts'
import {
  formatAmount,
  formatDay,
  formatFigure,
  formatInstant,
  type InstantStyle,
} from '#components/ui/format.ts'
import type { Amount, Day, ForeignAmount, Instant } from '#lib/contracts/values.ts'

/** What people read, with Concur's own text on hover. */
export function AmountText({ amount, className }: { amount: Amount | null; className?: string }) {
  if (!amount) return null
  return (
    <span
      className={classes('tabular-nums whitespace-nowrap', className)}
      title={`${amount.value} ${amount.currency}`}
    >
      {formatAmount(amount)}
    </span>
  )
}

/** Concur names a foreign currency in words and gives no code: "694.12 UK, Pound". */
export function ForeignText({ foreign, rate }: { foreign: ForeignAmount | null; rate: string | null }) {
  if (!foreign) return null
  const said = [`${foreign.value} ${foreign.currencyName ?? ''}`.trim(), rate ? `exchange rate ${rate}` : '']
  return (
    <span className="whitespace-nowrap" title={said.filter(Boolean).join(', ')}>
      <span className="tabular-nums">{formatFigure(foreign.value, 2)}</span>
      {foreign.currencyName ? <span className="text-small text-ink-3"> {foreign.currencyName}</span> : null}
    </span>
  )
}

/** An amount that was never exchanged says nothing twice. */
export function isForeign(
  foreign: ForeignAmount | null,
  posted: Amount | null,
  rate: string | null,
): boolean {
  if (!foreign) return false
  const same = posted !== null && compareDecimals(foreign.value, posted.value) === 0
  return !(same && (rate === null || compareDecimals(rate, '1') === 0))
}

export function DayText({
  day,
  style = 'whole',
}: {
  day: Day | null
  style?: 'short' | 'whole' | 'weekday'
}) {
  if (!day) return null
  return (
    <time dateTime={day.iso} title={day.raw} className="whitespace-nowrap">
      {formatDay(day.iso, style)}
    </time>
  )
}

/** In the reader's own zone; Concur's text, which is in GMT, on hover. */
export function InstantText({ at, style = 'whole' }: { at: Instant | null; style?: InstantStyle }) {
  if (!at) return null
  return (
    <time dateTime={at.iso} title={`${at.raw} GMT`}>
      {formatInstant(at.iso, style)}
    </time>
  )
}

const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** "7 Nov" in the reader's own zone. */
export function InstantDay({ at }: { at: Instant }) {
  return (
    <time dateTime={at.iso} title={`${at.raw} GMT`}>
      {dayOf.format(new Date(at.iso))}
    </time>
  )
}
