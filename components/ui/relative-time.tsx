'use client'

import { formatInstant, formatRelative } from './format.ts'
import { useNow } from './use-now.ts'

/** "8 days ago", the exact time on hover. */
export function RelativeTime({ iso }: { iso: string }) {
  const now = useNow()
  return (
    <time dateTime={iso} title={now === null ? undefined : formatInstant(iso, 'exact')}>
      {now === null ? iso.slice(0, 10) : formatRelative(iso, now)}
    </time>
  )
}
