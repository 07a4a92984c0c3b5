import type { DateTime, Day, TimeOfDay } from '#lib/concur/values.ts'
import type { Amount, ForeignAmount } from '#lib/contracts/values.ts'

/** A text of Concur that is no date has nothing to be drawn from; the client has noted it as unread. */
export function presentDay(day: Day | null) {
  return day?.iso ? { iso: day.iso, raw: day.raw } : null
}

export function presentTime(time: TimeOfDay | null) {
  return time?.iso ? { iso: time.iso.slice(0, 5), raw: time.raw } : null
}

export function presentMoment(moment: DateTime | null) {
  return moment?.iso ? { iso: moment.iso, raw: moment.raw } : null
}

/** `+5` and `.5` are decimals to Concur; the contract writes `5` and `0.5`. No digit is lost. */
export function presentDecimal(value: string | null): string | null {
  return value === null ? null : value.replace(/^\+/, '').replace(/^(-?)\./, '$10.')
}

export function presentAmount(value: string | null, currency: string | null): Amount | null {
  const exact = presentDecimal(value)
  return exact === null ? null : { value: exact, currency: currency ?? '' }
}

export function presentForeign(value: string | null, currencyName: string | null): ForeignAmount | null {
  const exact = presentDecimal(value)
  return exact === null ? null : { value: exact, currencyName }
}
