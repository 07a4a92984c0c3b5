import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { BffProblem } from '#lib/browser/call-bff.ts'
import type { RequestSummary } from '#lib/contracts/requests.ts'
import { requestOptions } from './requests.queries.ts'

const AT_ONCE = 4

/** Reads the details of rows that are not at hand, four at a time. Ends when the component leaves. */
export function useReadSelected(rows: readonly RequestSummary[]) {
  const client = useQueryClient()
  const [requestKeys] = useState(() => rows.map(({ requestKey }) => requestKey))
  const [read, setRead] = useState(0)
  const [unread, setUnread] = useState<ReadonlyMap<string, string>>(new Map())

  useEffect(() => {
    let ended = false
    const waiting = requestKeys.toReversed()
    let count = 0
    async function work(): Promise<void> {
      for (let key = waiting.pop(); key !== undefined && !ended; key = waiting.pop()) {
        const requestKey = key
        await client
          .fetchQuery({ ...requestOptions(requestKey), staleTime: 60_000 })
          .catch((error: unknown) => {
            if (!ended) setUnread((before) => new Map(before).set(requestKey, reasonOf(error)))
          })
        count += 1
        if (!ended) setRead(count)
      }
    }
    for (let worker = 0; worker < AT_ONCE; worker += 1) void work()
    return () => {
      ended = true
    }
  }, [client, requestKeys])

  return { read, total: requestKeys.length, unread }
}

function reasonOf(error: unknown): string {
  return error instanceof BffProblem ? error.problem.title : 'It could not be read.'
}
