import type { z } from 'zod'
import { listRequests as askConcur } from '#lib/concur/requests-v1.ts'
import type { Context } from '#lib/context.ts'
import type { listRequests as endpoint } from '#lib/contracts/requests.ts'
import { presentSummary } from './present-request.ts'

type Query = z.output<typeof endpoint.query>
type Answer = z.output<typeof endpoint.answer>

/** The client returns the same object for the same bytes, so an unchanged list is presented once. */
const presented = new WeakMap<object, Answer>()

export async function listRequests(context: Context, query: Query): Promise<Answer> {
  const list = await askConcur(context.concur, query)
  const known = presented.get(list.requests)
  if (known) return known
  const answer = {
    items: list.requests.map(presentSummary),
    total: list.totalCount,
    truncated: list.full,
  }
  presented.set(list.requests, answer)
  return answer
}
