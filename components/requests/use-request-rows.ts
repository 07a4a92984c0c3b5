import { useQuery } from '@tanstack/react-query'
import { mergeByKey } from './modified-windows.ts'
import { requestListOptions, restOfListOptions } from './requests.queries.ts'
import { filterOf, type RequestsUrl } from './requests-url-state.ts'
import { searchRequests } from './search-requests.ts'
import { sortRequests } from './sort-requests.ts'
import { type FirstList, useFirstList } from './use-first-list.ts'
import { useKnownDetails } from './use-known-details.ts'

/** What Concur answered, and the rows of it that the address asks to see, in its order. */
export function useRequestRows(url: RequestsUrl, first: FirstList) {
  const filter = filterOf(url)
  const list = useQuery({ ...requestListOptions(filter), ...useFirstList(first, filter) })
  const { data: rest } = useQuery(restOfListOptions(filter))
  const known = useKnownDetails()
  const loaded = rest ? mergeByKey(rest, list.data?.items ?? []) : (list.data?.items ?? [])
  // Sorted first: then a letter in the search compares nothing.
  const sorted = sortRequests(loaded, url.sort)
  const rows = searchRequests(sorted, url.q, (requestKey) => known.get(requestKey))
  return { filter, list, loaded, rows, known }
}
