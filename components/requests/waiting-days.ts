import type { Instant } from '#lib/contracts/values.ts'

const DAY = 86_400_000

/** Whole days since the request's date: Concur's list says nothing of when it reached this approver. */
export function waitingDays(since: Instant | null, now: number): number | null {
  if (!since) return null
  return Math.max(0, Math.floor((now - Date.parse(since.iso)) / DAY))
}

/** "today", "1 day ago", "8 days ago". */
export function daysAgo(since: Instant, now: number): string {
  const days = waitingDays(since, now) ?? 0
  return days === 0 ? 'today' : days === 1 ? '1 day ago' : `${days.toLocaleString('en')} days ago`
}
