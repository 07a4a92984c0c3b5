import { DANIEL, MIRA, type Person, PRIYA } from '../../../sandbox/people.ts'
import type { FaultyDesk } from '../faulty-desk.ts'
import type { Operation } from '../operation.ts'
import { seenIn } from '../seen.ts'
import { allocatedReport, approvable, listNamed, ownReport, placeWith } from './objects.ts'

const get =
  (address: string | ((at: FaultyDesk) => string)): Operation['prepare'] =>
  async (at) => {
    const path = typeof address === 'string' ? address : address(at)
    return { does: async () => seenIn(await at.browser.get(path)) }
  }

const read = (
  person: Person,
  row: string,
  title: string,
  path: string,
  address: Parameters<typeof get>[0],
): Operation => ({
  row,
  title,
  kind: 'read by a person',
  person,
  strikes: { method: 'GET', path },
  prepare: get(address),
})

const exceptionsAt = (level: 'header' | 'expense' | 'allocation') => (at: FaultyDesk) =>
  `${placeWith(at, level).path}/exceptions`

/** What a person opens. */
export const peopleRead: readonly Operation[] = [
  read(MIRA, 'list requests', 'An approver opens the inbox', '/requestslist$', '/api/requests'),
  read(
    MIRA,
    'read a request',
    'An approver opens a request',
    '/v1.0/requests/[^/]+$',
    (at) => `/api/requests/${encodeURIComponent(approvable(at).key)}`,
  ),
  read(DANIEL, 'list lists', 'A list administrator opens the lists', '/list/v1.0/$', '/api/lists'),
  read(
    DANIEL,
    'read a list',
    'A list administrator opens a list',
    '/list/v1.0/[^/]+$',
    (at) => `/api/lists/${encodeURIComponent(listNamed(at, 'Vendors').id)}`,
  ),
  read(
    DANIEL,
    'list items',
    'A list administrator opens the items of a list',
    '/items$',
    (at) => `/api/lists/${encodeURIComponent(listNamed(at, 'Vendors').id)}/items`,
  ),
  read(PRIYA, 'search reports', 'A processor searches reports', '/v3.0/expense/reports$', '/api/reports'),
  read(
    PRIYA,
    'read a report',
    'A processor opens a report',
    '/expensereports/v4/reports/[^/]+$',
    (at) => `/api/reports/${allocatedReport(at).id}`,
  ),
  read(
    MIRA,
    'read one’s own report',
    'A traveler opens a report of hers',
    '/context/TRAVELER/reports/[^/]+$',
    (at) => `/api/reports/${ownReport(at).id}`,
  ),
  read(
    PRIYA,
    'read its owner',
    'A processor opens a report and asks for the name of its owner',
    '/identity/v4/Users/',
    (at) => `/api/reports/${allocatedReport(at).id}`,
  ),
  read(
    PRIYA,
    'list expenses',
    'A processor opens the expenses of a report',
    '/reports/[^/]+/expenses$',
    (at) => `/api/reports/${allocatedReport(at).id}/expenses`,
  ),
  read(
    PRIYA,
    'list itemizations',
    'A processor opens the itemizations of a report',
    '/itemizations$',
    (at) => `/api/reports/${allocatedReport(at).id}/expenses`,
  ),
  read(
    PRIYA,
    'list allocations',
    'A processor opens the allocations of a report',
    '/allocations$',
    (at) => `/api/reports/${allocatedReport(at).id}/expenses`,
  ),
  read(
    PRIYA,
    'exceptions of a report',
    'A processor opens the exceptions of a report',
    '/reports/[^/]+/exceptions$',
    exceptionsAt('header'),
  ),
  read(
    PRIYA,
    'exceptions of an expense',
    'A processor opens the exceptions of an expense',
    '/expenses/[^/]+/exceptions$',
    exceptionsAt('expense'),
  ),
  read(
    PRIYA,
    'exceptions of an allocation',
    'A processor opens the exceptions of an allocation',
    '/allocations/[^/]+/exceptions$',
    exceptionsAt('allocation'),
  ),
  read(
    MIRA,
    'exceptions of one’s own report',
    'A traveler opens the exceptions of a report of hers',
    '/users/[^/]+/context/TRAVELER/reports/[^/]+/exceptions$',
    (at) => `/api/reports/${ownReport(at).id}/exceptions?as=user`,
  ),
]
