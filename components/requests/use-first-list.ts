import { useLayoutEffect, useState } from 'react'
import { addressOf, expectAnswer, rememberAnswer } from '#lib/browser/call-bff.ts'
import type { FirstAnswer } from '#lib/contracts/first-answer.ts'
import type { RequestQuery } from '#lib/contracts/requests.ts'
import type { RequestListAnswer } from './requests.queries.ts'

/** The list that came with the page: at hand when the page was made, or still on its way. */
export interface FirstList {
  atHand?: FirstAnswer
  coming?: { address: string; answer: Promise<FirstAnswer> }
}

/** What the list's query begins with. */
export function useFirstList({ atHand, coming }: FirstList, filter: RequestQuery) {
  const [list] = useState(() => readList(atHand))
  // Before the query asks, which it does in an effect.
  useLayoutEffect(() => {
    if (coming) expectAnswer(coming.address, coming.answer)
    if (atHand) rememberAnswer(atHand)
  }, [coming, atHand])
  if (!atHand || !list || addressOf('GET /api/requests', { query: filter }).address !== atHand.address)
    return {}
  return { initialData: list, initialDataUpdatedAt: atHand.readAt }
}

function readList(answer: FirstAnswer | undefined): RequestListAnswer | undefined {
  return answer && JSON.parse(answer.body)
}
