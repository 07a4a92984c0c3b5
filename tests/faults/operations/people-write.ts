import { MIRA, PRIYA } from '../../../sandbox/people.ts'
import { MIRA as MIRA_AT_CONCUR, postToken, tokensFor } from '../../sandbox/client.ts'
import type { FaultyDesk } from '../faulty-desk.ts'
import type { Attempt, Operation } from '../operation.ts'
import { seenIn } from '../seen.ts'
import { approvable, codeNotAt, ownRequest, placeWith } from './objects.ts'

const toRequest = (key: string, verb = '') => `/api/requests/${encodeURIComponent(key)}${verb && `/${verb}`}`

const approve = (at: FaultyDesk): Attempt => {
  const request = approvable(at)
  return {
    does: async () => seenIn(await at.browser.send('POST', toRequest(request.key, 'approve'), {})),
    happened: () => (request.status === 'Q_APPR' ? 1 : 0),
  }
}

const decision = { kind: 'write by a person', person: MIRA } as const
const workflowAction = { method: 'POST', path: '/workflowaction$' }

function exceptionWrite(level: 'header' | 'expense' | 'allocation', verb: 'add' | 'clear'): Operation {
  const where = { header: 'a report', expense: 'an expense', allocation: 'an allocation' }[level]
  const below = { header: '/reports/[^/]+', expense: '/expenses/[^/]+', allocation: '/allocations/[^/]+' }
  return {
    row: `${verb} an exception of ${where}`,
    title: `A processor ${verb}s an exception of ${where}`,
    kind: 'write by a person',
    person: PRIYA,
    strikes:
      verb === 'add'
        ? { method: 'PUT', path: `${below[level]}/exceptions$` }
        : { method: 'DELETE', path: `${below[level]}/exceptions/[^/]+$` },
    async prepare(at) {
      const { path, holder } = placeWith(at, level)
      const standing = holder.exceptions[0]?.code ?? ''
      const exceptionCode = verb === 'clear' ? standing : codeNotAt(holder)
      const stands = () => holder.exceptions.filter(({ code }) => code === exceptionCode).length
      const before = stands()
      return {
        does: async () =>
          seenIn(
            verb === 'add'
              ? await at.browser.send('PUT', `${path}/exceptions`, {
                  exceptionCode,
                  exceptionVisibility: 'ALL',
                })
              : await at.browser.send('DELETE', `${path}/exceptions/${exceptionCode}`, { reason: 'Settled' }),
          ),
        happened: () => Math.abs(stands() - before),
      }
    },
  }
}

/** What a person changes. */
export const peopleWrite: readonly Operation[] = [
  {
    row: 'read before approving',
    title: 'An approver approves a request, which is read first,',
    kind: 'read before a write',
    person: MIRA,
    strikes: { method: 'GET', path: '/v1.0/requests/[^/]+$' },
    prepare: async (at) => approve(at),
  },
  {
    row: 'approve',
    title: 'An approver approves a request',
    ...decision,
    strikes: workflowAction,
    prepare: async (at) => approve(at),
  },
  {
    row: 'send back',
    title: 'An approver sends a request back',
    ...decision,
    strikes: workflowAction,
    async prepare(at) {
      const request = approvable(at)
      const body = { comment: 'Please attach the agenda.' }
      return {
        does: async () => seenIn(await at.browser.send('POST', toRequest(request.key, 'send-back'), body)),
        happened: () => (request.status === 'Q_RESU' ? 1 : 0),
      }
    },
  },
  {
    row: 'recall',
    title: 'A traveler recalls a request',
    ...decision,
    strikes: workflowAction,
    async prepare(at) {
      const request = ownRequest(at, 'Q_PEND')
      return {
        does: async () => seenIn(await at.browser.send('POST', toRequest(request.key, 'recall'), {})),
        happened: () => (request.status === 'Q_NOTF' ? 1 : 0),
      }
    },
  },
  {
    row: 'read back an approval',
    title: 'An approver approves a request, the answer is lost, and it is read back',
    kind: 'read back by a person',
    person: MIRA,
    strikes: { method: 'GET', path: '/v1.0/requests/[^/]+$' },
    before: 1,
    async prepare(at) {
      await at.control('POST', '/faults', { kind: 'reset-after-effect', match: workflowAction })
      return approve(at)
    },
  },
  {
    row: 'create a request',
    title: 'A traveler creates a request',
    ...decision,
    strikes: { method: 'POST', path: '/v1.0/requests$' },
    async prepare(at) {
      const name = 'Site visit in Porto'
      const all = () => at.desk.sandbox.store.requests.newestFirst()
      return {
        does: async () => seenIn(await at.browser.send('POST', '/api/requests', { name })),
        happened: () => all().filter((request) => request.name === name).length,
      }
    },
  },
  {
    row: 'update a request',
    title: 'A traveler changes a request',
    ...decision,
    strikes: { method: 'POST', path: '/v1.0/requests/[^/]+$' },
    async prepare(at) {
      const request = ownRequest(at, 'Q_NOTF')
      const body = { name: 'Site visit in Braga' }
      return {
        does: async () => seenIn(await at.browser.send('PUT', toRequest(request.key), body)),
        happened: () => (request.name === body.name ? 1 : 0),
      }
    },
  },
  exceptionWrite('header', 'add'),
  exceptionWrite('expense', 'add'),
  exceptionWrite('allocation', 'add'),
  exceptionWrite('header', 'clear'),
  exceptionWrite('expense', 'clear'),
  exceptionWrite('allocation', 'clear'),
  {
    row: 'disconnect',
    title: 'A traveler disconnects the desk',
    ...decision,
    strikes: { method: 'DELETE', path: '/app-mgmt/v0/connections$' },
    async prepare({ desk, browser }) {
      // Another grant of hers for the same app: it ends with the others.
      const { refresh_token } = await tokensFor(desk.sandbox.url, MIRA_AT_CONCUR)
      return {
        async does() {
          const answer = await browser.send('POST', '/api/session/disconnect')
          return answer.status === 200 ? { ends: 'done', status: 200, words: '' } : seenIn(answer)
        },
        async happened() {
          const form = { grant_type: 'refresh_token', refresh_token }
          return (await postToken(desk.sandbox.url, form)).status === 200 ? 0 : 1
        },
      }
    },
  },
]
