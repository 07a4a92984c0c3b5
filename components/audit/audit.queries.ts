import { infiniteQueryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import type { AuditFilter } from '#lib/contracts/audit.ts'

const PAGE = 200
const firstPage: string | undefined = undefined

export function auditOptions(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      callBff('GET /api/audit', { query: { ...filter, cursor: pageParam, limit: PAGE } }, signal),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 5_000,
  })
}

/** The same filters as a file. */
export function auditCsvAddress(filter: AuditFilter): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) query.append(name, value)
  return query.size > 0 ? `/api/audit.csv?${query}` : '/api/audit.csv'
}
