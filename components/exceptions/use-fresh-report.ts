import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { placeKey } from './exception-place.ts'
import { reportExceptionsOptions, TOO_OLD_TO_WRITE } from './exceptions.queries.ts'
import type { Clearable } from './found-exceptions.ts'

export type Freshness = 'reading' | 'fresh' | 'gone' | 'problem'

/**
 * Before something of a report is cleared, what was read more than a minute ago is read again, and what is gone by then is not asked for.
 * All of `wanted` are of one report.
 */
export function useFreshReport(wanted: readonly Clearable[]) {
  const client = useQueryClient()
  const reportId = wanted[0]?.place.reportId ?? ''
  const options = reportExceptionsOptions(reportId)
  const [openedAt] = useState(() => Date.now())
  const report = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY })
  const old = report.dataUpdatedAt < openedAt - TOO_OLD_TO_WRITE
  useEffect(() => {
    if (old) void client.invalidateQueries({ queryKey: reportExceptionsOptions(reportId).queryKey })
  }, [client, reportId, old])
  const standing = new Set(report.data?.items.map((each) => `${placeKey(each)}/${each.exceptionCode}`))
  const gone = wanted.filter(
    ({ place, exception }) => !standing.has(`${placeKey(place)}/${exception.exceptionCode}`),
  )
  return { state: stateOf(), gone, error: report.error }

  function stateOf(): Freshness {
    if (report.isError) return 'problem'
    if (old || !report.data) return 'reading'
    return gone.length === wanted.length ? 'gone' : 'fresh'
  }
}
