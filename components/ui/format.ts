import type { Amount } from '#lib/contracts/values.ts'

const LOCALE = 'en-GB'
const NO_BREAK_SPACE = '\u00a0'

/** Signs that belong to one currency alone but that CLDR's English writes as the code. `$` and `kr` belong to many and stay out. */
const ownSigns: Record<string, string> = { PLN: 'zł', CZK: 'Kč', HUF: 'Ft', TRY: '₺', THB: '฿', UAH: '₴' }

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text)

interface CurrencyLook {
  sign: string
  digits: number
}

const looks = new Map<string, CurrencyLook>()
const figures = new Map<number, Intl.NumberFormat>()

/** "€ 1,914.50": exact at any length. Zeros behind the currency's own digits go, every other digit stays. */
export function formatAmount(amount: Amount): string {
  const { value, currency } = amount
  const look = lookOf(currency)
  if (!isDecimal(value)) return [look.sign, value].filter(Boolean).join(NO_BREAK_SPACE)
  const negative = value.startsWith('-') && /[1-9]/.test(value)
  const figure = formatFigure(value.replace(/^-/, ''), look.digits)
  return `${negative ? '-' : ''}${look.sign ? look.sign + NO_BREAK_SPACE : ''}${figure}`
}

/** A decimal with thousands, at least so many digits behind the point and never rounded. */
export function formatFigure(value: string, leastDigits = 0): string {
  if (!isDecimal(value)) return value
  const fraction = (value.split('.')[1] ?? '').replace(/0+$/, '')
  const digits = Math.max(leastDigits, fraction.length)
  // Intl takes at most 100 digits behind the point; nothing sensible has more.
  if (digits > 100) return value
  const known = figures.get(digits)
  const format =
    known ?? new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  if (!known) figures.set(digits, format)
  return format.format(value)
}

export const formatCount = (count: number): string => formatFigure(String(count))

function lookOf(currency: string): CurrencyLook {
  const known = looks.get(currency)
  if (known) return known
  const look = readLook(currency)
  looks.set(currency, look)
  return look
}

function readLook(currency: string): CurrencyLook {
  if (!/^[A-Za-z]{3}$/.test(currency)) return { sign: currency, digits: currency ? 2 : 0 }
  // American English tells the dollars apart: "$" is the US one, "CA$" and "A$" are not.
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  const sign = format.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency
  return { sign: ownSigns[currency] ?? sign, digits: format.resolvedOptions().maximumFractionDigits ?? 2 }
}

/** `short` "14 Jan" for rows, `whole` "14 Jan 2027" for details, `weekday` "Thu 14 Jan" for a timeline. */
export type DayStyle = 'short' | 'whole' | 'weekday'

const dayFormats: Record<DayStyle, Intl.DateTimeFormat> = {
  short: new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', day: 'numeric', month: 'short' }),
  whole: new Intl.DateTimeFormat(LOCALE, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }),
  weekday: new Intl.DateTimeFormat(LOCALE, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }),
}

/** A calendar day, YYYY-MM-DD: the same day in every zone. */
export function formatDay(iso: string, style: DayStyle = 'whole'): string {
  const date = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return iso
  return dayFormats[style].format(date).replace(',', '')
}

/** "12–17 Jan", "28 Jan–6 Feb", "14–16 Jan 2027", "28 Dec 2026–3 Jan 2027". */
export function formatDayRange(
  start: string | null,
  end: string | null,
  style: 'short' | 'whole' = 'short',
): string {
  if (!start && !end) return ''
  if (!start || !end || start === end) {
    const day = formatDay(start ?? end ?? '', style)
    if (start && end) return day
    return start ? `from ${day}` : `until ${day}`
  }
  const [startYear, startMonth, startDay] = start.split('-')
  const [endYear, endMonth] = end.split('-')
  if (startYear !== endYear) return `${formatDay(start)}–${formatDay(end)}`
  if (startMonth === endMonth) return `${Number(startDay)}–${formatDay(end, style)}`
  return `${formatDay(start, 'short')}–${formatDay(end, style)}`
}

/** `short` "12 Nov, 09:14", `whole` "12 Nov 2026, 09:14", `exact` with seconds and zone, `time` "09:14". */
export type InstantStyle = 'short' | 'whole' | 'exact' | 'time'

const instantFields: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  whole: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  exact: { dateStyle: 'medium', timeStyle: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
}
const instantFormats = new Map<string, Intl.DateTimeFormat>()

/** An instant in the zone of the browser, or in the one given. */
export function formatInstant(iso: string, style: InstantStyle = 'whole', timeZone?: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  const key = `${style} ${timeZone ?? ''}`
  const known = instantFormats.get(key)
  const format = known ?? new Intl.DateTimeFormat(LOCALE, { ...instantFields[style], timeZone })
  if (!known) instantFormats.set(key, format)
  return format.format(date)
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "40 s", "3 min", "2 h 5 min", "8 d". */
export function formatDuration(milliseconds: number): string {
  const length = Math.max(0, milliseconds)
  if (length < MINUTE) return `${Math.max(1, Math.round(length / SECOND))} s`
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`
  if (length >= DAY) return `${Math.floor(length / DAY)} d`
  const minutes = Math.floor((length % HOUR) / MINUTE)
  return `${Math.floor(length / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ''}`
}

/** Whole days that have gone by since an instant. */
export function daysSince(iso: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(iso)) / DAY))
}

/** "8 d", and "today" for less than one. */
export function formatWaiting(iso: string, now: number): string {
  const days = daysSince(iso, now)
  return days === 0 ? 'today' : `${days} d`
}
