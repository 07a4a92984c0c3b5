/** A calendar day without a zone. `iso` is `YYYY-MM-DD`, or null when Concur's text is no date: then `raw` is all there is. */
export interface Day {
  raw: string
  iso: string | null
}

/** A local time of day, zone unknown. `iso` is `HH:mm:ss` on a 24-hour clock. */
export interface TimeOfDay {
  raw: string
  iso: string | null
}

/**
 * A moment as Travel Request v1 writes it. Its texts carry no zone. `iso` repeats what stands there: `YYYY-MM-DDTHH:mm:ss`
 * followed by `Z` only where the documentation says GMT (comments) or the text itself says so. Without a zone it is a
 * local time of Concur's server: compare such values with each other, never with a clock of ours.
 */
export interface DateTime {
  raw: string
  iso: string | null
}

const isoDateTime = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/
const usDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}:\d\d.*))?$/
const clockTime = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([AP]M)?$/i

/** `9/25/2012`, `2012-09-25` or a date-time of which the day counts. Blank and `0001-01-01...` (never) are null. */
export function parseDay(text: string | null): Day | null {
  const raw = present(text)
  if (raw === null) return null
  const us = usDate.exec(raw)
  if (us) return { raw, iso: day(us[3], us[1], us[2]) }
  const iso = isoDateTime.exec(raw)
  return { raw, iso: iso ? day(iso[1], iso[2], iso[3]) : null }
}

/** `6:15 AM`, `18:15` or `18:15:00`. Blank is null. */
export function parseTime(text: string | null): TimeOfDay | null {
  const raw = present(text)
  return raw === null ? null : { raw, iso: time(raw) }
}

/** `2012-06-08T16:35:20`. With `zone: 'gmt'` a text without a zone is UTC. Blank and `0001-01-01T00:00:00` (never) are null. */
export function parseDateTime(text: string | null, zone: 'unknown' | 'gmt' = 'unknown'): DateTime | null {
  const raw = present(text)
  if (raw === null) return null
  const us = usDate.exec(raw)
  const iso = us ? null : isoDateTime.exec(raw)
  const date = us ? day(us[3], us[1], us[2]) : iso ? day(iso[1], iso[2], iso[3]) : null
  const clock = us
    ? time(us[4] ?? '0:00')
    : time(`${iso?.[4] ?? '00'}:${iso?.[5] ?? '00'}:${iso?.[6] ?? '00'}`)
  if (date === null || clock === null) return { raw, iso: null }
  return { raw, iso: `${date}T${clock}${iso?.[7] ?? (zone === 'gmt' ? 'Z' : '')}` }
}

/** The exact digits that Concur sent (`13711.92000000`), never a number. Null when the text is no plain decimal. */
export function parseDecimal(text: string | null): string | null {
  const raw = present(text)
  return raw !== null && /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(raw) ? raw : null
}

/**
 * A number of a JSON answer, from the text that Concur wrote: the same digits, an exponent written out (`0E-8` is
 * `0.00000000`). Null when the text is no number, or its exponent beyond any amount.
 */
export function parseJsonNumber(text: string | null): string | null {
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text?.trim() ?? '') ?? []
  if (whole === '') return null
  if (exponent === undefined) return text?.trim() ?? null
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const before = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  const after = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits
  return `${sign}${before.replace(/^0+(?=\d)/, '')}${after === '' ? '' : `.${after}`}`
}

/** A count: a whole number of 0 or more, or null. */
export function parseCount(text: string | null): number | null {
  const raw = present(text)
  return raw !== null && /^\d{1,9}$/.test(raw) ? Number(raw) : null
}

/** A whole number that may be negative, or null. */
export function parseWhole(text: string | null): number | null {
  const raw = present(text)
  return raw !== null && /^-?\d{1,10}$/.test(raw) ? Number(raw) : null
}

/** `Y`/`N` (also `true`/`false`), or null for anything else. */
export function parseFlag(text: string | null): boolean | null {
  const raw = present(text)?.toUpperCase()
  if (raw === 'Y' || raw === 'TRUE') return true
  if (raw === 'N' || raw === 'FALSE') return false
  return null
}

/** The format of Concur's filters, `YYYY-MM-DDThh:mm:ss` in UTC. Takes that text, a day, or a Date; throws `RangeError` for anything else. */
export function formatMoment(moment: string | Date): string {
  if (moment instanceof Date) return moment.toISOString().slice(0, 19)
  const parsed = isoDateTime.test(moment) ? new Date(withZone(moment)) : null
  if (parsed === null || Number.isNaN(parsed.getTime())) {
    throw new RangeError('A moment is written YYYY-MM-DDThh:mm:ss in UTC.')
  }
  return parsed.toISOString().slice(0, 19)
}

function withZone(moment: string): string {
  const time = moment.includes('T') ? moment : `${moment}T00:00:00`
  return /(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`
}

function present(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' || trimmed.startsWith('0001-01-01') || /^0?1\/0?1\/0001/.test(trimmed)
    ? null
    : trimmed
}

function day(year = '', month = '', dayOfMonth = ''): string | null {
  const [wantedMonth, wantedDay] = [Number(month) - 1, Number(dayOfMonth)]
  // The 31st of April would be the 1st of May. Going by numbers spares 3000 texts in a list of 1000 requests.
  const date = new Date(Date.UTC(Number(year), wantedMonth, wantedDay))
  if (date.getUTCMonth() !== wantedMonth || date.getUTCDate() !== wantedDay) return null
  return `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
}

function time(text: string): string | null {
  const [, hourText, minute, second = '00', half] = clockTime.exec(text.trim()) ?? []
  const hour = Number(hourText)
  if (Number.isNaN(hour) || Number(minute) > 59 || Number(second) > 59) return null
  if (half === undefined) return hour > 23 ? null : `${pad(hour)}:${minute}:${second}`
  if (hour < 1 || hour > 12) return null
  const onDayClock = (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
  return `${pad(onDayClock)}:${minute}:${second}`
}

function pad(hour: number): string {
  return String(hour).padStart(2, '0')
}
