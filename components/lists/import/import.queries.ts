import { queryOptions } from '@tanstack/react-query'
import { callBff } from '#lib/browser/call-bff.ts'
import type { CheckAnswer } from '#lib/contracts/lists.ts'

export function listOptions(listId: string) {
  return queryOptions({
    queryKey: ['lists', 'one', listId],
    queryFn: ({ signal }) => callBff('GET /api/lists/{listId}', { params: { listId } }, signal),
    staleTime: 60_000,
  })
}

/** `body` as the import's worker wrote it. */
export function checkRows(listId: string, body: Blob, signal: AbortSignal): Promise<CheckAnswer> {
  return callBff('POST /api/lists/{listId}/check', { params: { listId } }, signal, body)
}

export function startBatches(listId: string, body: Blob): Promise<{ jobId: string }> {
  return callBff('POST /api/lists/{listId}/batches', { params: { listId } }, undefined, body)
}
