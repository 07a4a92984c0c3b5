import { LEGACY_HOST } from '../http/legacy-host.ts'
import { element, parent, XML_PROLOG } from '../http/xml-writer.ts'
import type { ConcurList, ListItem } from './entities.ts'

export const LIST_NAMESPACE = 'http://www.concursolutions.com/api/expense/list/2010/02'

const INSTANCE = ' xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'

/** A whole document in List Item v1's namespace. The page's examples declare `i` on some roots and not on others. */
export const listDocumentOf = (root: string, children: string, instance = ''): string =>
  `${XML_PROLOG}<${root} xmlns="${LIST_NAMESPACE}"${instance}>\n${children}</${root}>\n`

export const withInstance = (root: string, children: string): string =>
  listDocumentOf(root, children, INSTANCE)

/** "Get Lists": order of the example, which writes `http` links and ends the items' link with a slash. */
export function listsDocument(lists: readonly ConcurList[]): string {
  const rows = lists.map((list) => {
    const link = linkOf(list, 'http:')
    const line = (name: string, value: string) => element(name, value, '        ')
    return parent(
      'list',
      line('id', link) +
        line('batch-link', batchLink(list, 'http:')) +
        line('name', list.name) +
        line('is-vendor', String(list.isVendor)) +
        line('levels', String(list.levels)) +
        line('items-link', `${link}/items/`),
      '    ',
    )
  })
  return listDocumentOf('lists', rows.join(''))
}

/** "Get List Details": another order, `https` links, no slash at the end. */
export function listDocument(list: ConcurList): string {
  const line = (name: string, value: string) => element(name, value, '    ')
  return withInstance(
    'list',
    line('batch-link', batchLink(list)) +
      line('id', linkOf(list)) +
      line('is-vendor', String(list.isVendor)) +
      line('items-link', `${linkOf(list)}/items`) +
      line('levels', String(list.levels)) +
      line('name', list.name),
  )
}

/** "Get List Items". Dates are not among the elements; an item of the last level has nothing beneath to link to. */
export function itemsDocument(list: ConcurList, items: readonly ListItem[]): string {
  const rows = items.map(({ name, codes }) => {
    const line = (tag: string, value: string) => element(tag, value, '        ')
    const path = codes.map(encodeURIComponent).join('/')
    return parent(
      'list-item',
      line('name', name) +
        codes.map((code, level) => line(`level${level + 1}code`, code)).join('') +
        (codes.length < list.levels ? line('items-link', `${linkOf(list)}/items/${path}/`) : ''),
      '    ',
    )
  })
  return listDocumentOf('list-items', rows.join(''))
}

const BASE = `${LEGACY_HOST}/api/expense/list/v1.0`

const linkOf = ({ id }: ConcurList, scheme = 'https:'): string => `${BASE.replace('https:', scheme)}/${id}`

function batchLink(list: ConcurList, scheme = 'https:'): string {
  const link = linkOf(list, scheme)
  return list.batchPath === 'direct'
    ? `${link}/batch`
    : link.replace('/v1.0/', '/v1.0/list/').concat('/batch')
}
