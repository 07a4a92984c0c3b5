import { readList, readListItems, readLists } from './list-reader.ts'
import type { ConcurList, ConcurListItem } from './lists-v1.ts'
import type { RequestList, TravelRequest } from './travel-request.ts'
import { readRequestList, readTravelRequest } from './travel-request-reader.ts'

/** Answers that may be large enough for the worker pool, by name: a name crosses to the worker, a function cannot. */
export interface Readings {
  requestList: RequestList
  travelRequest: TravelRequest
  lists: ConcurList[]
  list: ConcurList
  listItems: ConcurListItem[]
}

export type ReaderName = keyof Readings

export const readers: { readonly [N in ReaderName]: (bytes: Uint8Array) => Readings[N] } = {
  requestList: readRequestList,
  travelRequest: readTravelRequest,
  lists: readLists,
  list: readList,
  listItems: readListItems,
}
