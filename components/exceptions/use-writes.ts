import { type QueryClient, queryOptions, skipToken, useQuery } from '@tanstack/react-query'
import { BffProblem } from '#lib/browser/call-bff.ts'
import type { Capability } from '#lib/contracts/me.ts'

const deniedOptions = queryOptions<string>({ queryKey: ['exceptions', 'denied'], queryFn: skipToken })

/** What the scopes allow, until Concur denies a write for a role or a token: then it is off, with Concur’s reason, until the page is loaded anew. */
export function useWrites(granted: Capability): Capability {
  const denied = useQuery(deniedOptions).data
  return denied === undefined ? granted : { allowed: false, reason: denied }
}

export function noteDenied(client: QueryClient, error: unknown): void {
  if (error instanceof BffProblem && error.problem.code === 'concur-forbidden')
    client.setQueryData(deniedOptions.queryKey, error.problem.detail)
}
