import { addressOf } from '#lib/browser/call-bff.ts'
import type { UrlState } from '#lib/browser/url-state.ts'
import { branchesTo, codesOf, isBelow } from './item-key.ts'

/** Everything that a shared link restores. */
export interface ListsUrl {
  list: string | null
  /** The open branches that have no open branch below: what is above them is open too. */
  open: readonly string[]
  /** The item that the acts are about. */
  item: string | null
  q: string
}

export const listsUrl: UrlState<ListsUrl> = {
  read: (search) => ({
    list: search.get('list'),
    open: search.get('open')?.split(',').filter(Boolean) ?? [],
    item: search.get('item'),
    q: search.get('q') ?? '',
  }),
  write: ({ open, q, ...url }) => ({ ...url, open: open.join(',') || null, q: q || null }),
}

/** Keys of all open branches, by the address. */
export function openBranches(open: readonly string[]): ReadonlySet<string> {
  return new Set(open.filter(Boolean).flatMap(branchesTo))
}

/** A branch closes with everything below it, and opens with everything above it. */
export function withBranch(open: readonly string[], key: string, opens: boolean): string[] {
  const branches = openBranches(open)
  const next = opens
    ? [...branches, ...branchesTo(key)]
    : [...branches].filter((each) => each !== key && !isBelow(each, key))
  return deepest(new Set(next))
}

function deepest(branches: ReadonlySet<string>): string[] {
  const all = [...branches]
  return all.filter((key) => !all.some((other) => isBelow(other, key)))
}

/** The addresses that the page asks for first, written by `callBff` itself, so that a preload is the same request. */
export function firstAddresses(url: ListsUrl): string[] {
  const lists = addressOf('GET /api/lists').address
  if (!url.list) return [lists]
  const params = { listId: url.list }
  const branches = ['', ...openBranches(url.open)].map(
    (key) =>
      addressOf('GET /api/lists/{listId}/items', {
        params,
        query: { parentCode: key === '' ? undefined : codesOf(key) },
      }).address,
  )
  return [lists, ...branches]
}
