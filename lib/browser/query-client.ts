import { MutationCache, QueryClient } from '@tanstack/react-query'
import { BffProblem } from './call-bff.ts'
import { listBranches } from './list-branches.ts'

/** Reads only: a write is never repeated by the browser. A problem with a verdict stays a problem; a busy Concur is asked again by the person. Without a network calls fail at once, in words: held back, a write would go out when nobody looks any more. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    // Whatever starts a job, the lists of jobs hear of it, and items are read anew the next time that they are looked at.
    mutationCache: new MutationCache({
      onSuccess: (answer) => {
        if (typeof answer !== 'object' || answer === null || !('jobId' in answer)) return
        void client.invalidateQueries({ queryKey: ['jobs'] })
        void client.invalidateQueries({ queryKey: listBranches, refetchType: 'none' })
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < 1 && error instanceof BffProblem && error.problem.status === 0,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return client
}
