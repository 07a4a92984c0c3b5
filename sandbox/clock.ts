/** Milliseconds since the epoch; tests pass their own so that an hour can go by at once. */
export type Now = () => number

/** The business clock: what the data is dated by. It starts at `today` where that is set, and then runs on. */
export function businessClock(now: Now, today: number | undefined): Now {
  if (today === undefined) return now
  const offset = today - now()
  return () => now() + offset
}

/** `2012-06-08T16:35:20`: Concur's form of an instant in UTC, without a zone. */
export const instant = (at: number): string => new Date(at).toISOString().slice(0, 19)

/** How Concur writes "never" in elements that cannot be null. */
export const NEVER = '0001-01-01T00:00:00'

/** `9/25/2012`: days in the details of a travel request are written the American way. */
export function usDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(month)}/${Number(date)}/${year}`
}

/** `6:15 AM` from `06:15` or `06:15:00`. */
export function usTime(time: string): string {
  const [hours = '0', minutes = '00'] = time.split(':')
  const hour = Number(hours)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`
}

/** The day (`YYYY-MM-DD`) that lies `days` after an instant. */
export const dayAfter = (at: number, days: number): string =>
  new Date(at + days * 86_400_000).toISOString().slice(0, 10)
