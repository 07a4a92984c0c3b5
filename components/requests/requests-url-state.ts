import { addressOf } from '#lib/browser/call-bff.ts'
import { oneOf, type UrlState } from '#lib/browser/url-state.ts'
import type { RequestQuery, RequestStatus } from '#lib/contracts/requests.ts'
import { requestStatuses } from '#lib/contracts/vocabulary.ts'
import { defaultSort, type RequestSort, sortColumns } from './sort-requests.ts'

/** Everything that a shared link restores. */
export interface RequestsUrl {
  status: RequestStatus
  loginId: string | null
  modifiedAfter: string | null
  modifiedBefore: string | null
  q: string
  sort: RequestSort
  /** The key of the open request. */
  request: string | null
}

const defaultStatus: RequestStatus = 'TOAPPROVE'

export const requestsUrl: UrlState<RequestsUrl> = {
  read: (search) => ({
    status: oneOf(requestStatuses, search.get('status')) ?? defaultStatus,
    loginId: search.get('loginId'),
    modifiedAfter: search.get('modifiedAfter'),
    modifiedBefore: search.get('modifiedBefore'),
    q: search.get('q') ?? '',
    sort: readSort(search.get('sort')) ?? defaultSort,
    request: search.get('request'),
  }),
  write: ({ status, q, sort, ...url }) => ({
    ...url,
    status: status === defaultStatus ? null : status,
    q: q || null,
    sort: writeSort(sort) === writeSort(defaultSort) ? null : writeSort(sort),
  }),
}

const writeSort = ({ column, direction }: RequestSort) => `${column}.${direction}`

function readSort(text: string | null): RequestSort | null {
  const [name = null, order = null] = text?.split('.') ?? []
  const column = oneOf(sortColumns, name)
  const direction = oneOf(['asc', 'desc'], order)
  return column && direction ? { column, direction } : null
}

/** What Concur is asked for; the rest of the address is answered in the browser. */
export function filterOf(
  url: Pick<RequestsUrl, 'status' | 'loginId' | 'modifiedAfter' | 'modifiedBefore'>,
): RequestQuery {
  return {
    status: url.status,
    loginId: url.loginId ?? undefined,
    modifiedAfter: url.modifiedAfter ?? undefined,
    modifiedBefore: url.modifiedBefore ?? undefined,
  }
}

/** The addresses that the page asks for first, written by `callBff` itself, so that a preload is the same request. */
export function firstAddresses(url: RequestsUrl): string[] {
  const list = addressOf('GET /api/requests', { query: filterOf(url) }).address
  if (!url.request) return [list]
  return [list, addressOf('GET /api/requests/{requestKey}', { params: { requestKey: url.request } }).address]
}
