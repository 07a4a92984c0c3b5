import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { addressOf } from '#lib/browser/call-bff.ts'
import type { RequestQuery } from '#lib/contracts/requests.ts'
import { requestStatuses } from '#lib/contracts/vocabulary.ts'
import { defaultSort, type RequestSort, sortColumns } from './sort-requests.ts'

const parseAsSort = createParser<RequestSort>({
  parse(text) {
    const [name, direction] = text.split('.')
    const column = sortColumns.find((known) => known === name)
    return column && (direction === 'asc' || direction === 'desc') ? { column, direction } : null
  },
  serialize: ({ column, direction }) => `${column}.${direction}`,
  eq: (a, b) => a.column === b.column && a.direction === b.direction,
})

/** Everything that a shared link restores. */
export const requestsUrl = {
  status: parseAsStringLiteral(requestStatuses).withDefault('TOAPPROVE'),
  loginId: parseAsString,
  modifiedAfter: parseAsString,
  modifiedBefore: parseAsString,
  q: parseAsString.withDefault(''),
  sort: parseAsSort.withDefault(defaultSort),
  /** The key of the open request. */
  request: parseAsString,
}

export const loadRequestsUrl = createLoader(requestsUrl)
export type RequestsUrl = inferParserType<typeof requestsUrl>

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
