/** Whether a text is a day of the calendar as Concur takes it: YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return year !== undefined && dayOf(year, month, day) === text
}

/**
 * The day that was meant by another way of writing it, for advice; null where that would be a guess. `3/4/2026` is
 * March in one country and April in the next.
 */
export function meantDay(text: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ].*)?$/.exec(text) ?? []
  if (year !== undefined) return dayOf(year, month, day)
  const [, first = '', mark, second = '', last] = /^(\d\d?)([-/.])(\d\d?)[-/.](\d{4})$/.exec(text) ?? []
  if (last === undefined) return null
  const dayFirst = dayOf(last, second, first)
  const monthFirst = mark === '.' ? null : dayOf(last, first, second)
  return dayFirst === null || monthFirst === null || dayFirst === monthFirst ? (dayFirst ?? monthFirst) : null
}

function dayOf(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : null
}
