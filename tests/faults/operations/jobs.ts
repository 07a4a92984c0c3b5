import { reportHasExceptions } from '../../../sandbox/exceptions/exception-rows.ts'
import { DANIEL, MIRA, PRIYA } from '../../../sandbox/people.ts'
import type { FaultyDesk } from '../faulty-desk.ts'
import type { Attempt, Operation } from '../operation.ts'
import { approvable, listNamed, placeWith } from './objects.ts'

function decideInBulk(at: FaultyDesk, action: 'approve' | 'send-back'): Attempt {
  const request = approvable(at)
  const body = { action, comment: 'All together', requestKeys: [request.key], exceptionsSeen: [request.key] }
  const status = action === 'approve' ? 'Q_APPR' : 'Q_RESU'
  return {
    does: async () => at.follow(await at.browser.send('POST', '/api/requests/bulk', body)),
    happened: () => (request.status === status ? 1 : 0),
  }
}

type Batch = 'create' | 'update' | 'delete'

function sendBatch(at: FaultyDesk, operation: Batch): Attempt {
  const list = listNamed(at, 'Spare parts')
  const [first] = list.items.all()
  const items = {
    create: { name: 'Gasket', codes: ['GK01'] },
    update: { name: 'Renamed', codes: first?.codes ?? [] },
    delete: { name: first?.name, codes: first?.codes ?? [] },
  }
  const item = items[operation]
  const held = () => list.items.find(item.codes)
  const happened = {
    create: () => [...list.items.all()].filter(({ codes }) => codes.join() === 'GK01').length,
    update: () => (held()?.name === 'Renamed' ? 1 : 0),
    delete: () => (held()?.deactivated ? 1 : 0),
  }
  const path = `/api/lists/${encodeURIComponent(list.id)}/batches`
  return {
    does: async () => at.follow(await at.browser.send('POST', path, { operation, items: [item] })),
    happened: happened[operation],
  }
}

const batch = (operation: Batch): Operation => ({
  row: `batch: ${operation}`,
  title: `A list administrator imports an item to ${operation}`,
  kind: 'batch in a job',
  person: DANIEL,
  strikes: { method: 'POST', path: '/batch$' },
  prepare: async (at) => sendBatch(at, operation),
})

/** Deletes an item, then adds it under another code: two batches of one job. */
const changeCode = (strikes: 'delete' | 'create'): Operation => ({
  row: `change a code: ${strikes}`,
  title: `A list administrator changes a code, and the batch to ${strikes} is struck`,
  kind: 'batch in a job',
  person: DANIEL,
  strikes: { method: 'POST', path: '/batch$', query: `type=${strikes}` },
  // What is not surely deleted is not added; by the time that something is added the rest is deleted.
  besides: (ends) => (strikes === 'create' || ends === 'done' ? 1 : 0),
  async prepare(at) {
    const list = listNamed(at, 'Spare parts')
    const [first] = list.items.all()
    const codes = { delete: first?.codes ?? [], create: ['GK01'] }
    const path = `/api/lists/${encodeURIComponent(list.id)}/change-code`
    const item = () => list.items.find(codes[strikes])
    return {
      does: async () =>
        at.follow(
          await at.browser.send('POST', path, { codes: codes.delete, newCode: 'GK01' }),
          (row) => String(row.codes) === String(codes[strikes]),
        ),
      happened: () => (strikes === 'create' ? (item() ? 1 : 0) : item()?.deactivated ? 1 : 0),
    }
  },
})

/** What goes on when nobody waits. */
export const inJobs: readonly Operation[] = [
  {
    row: 'scan a report',
    title: 'A processor has reports looked through for exceptions',
    kind: 'read in a job',
    person: PRIYA,
    strikes: { method: 'GET', path: '/exceptions$' },
    async prepare(at) {
      const all = at.desk.sandbox.store.reports.all()
      const report = all.find(
        (one) =>
          reportHasExceptions(one) &&
          all.filter(({ owner, status }) => owner === one.owner && status === one.status).length === 1,
      )
      const filter = { owner: report?.owner.login, status: report?.status }
      return {
        does: async () => at.follow(await at.browser.send('POST', '/api/exceptions/scans', { filter })),
      }
    },
  },
  {
    row: 'read before approving in bulk',
    title: 'An approver approves in bulk, and each request is read first,',
    kind: 'read in a job',
    person: MIRA,
    strikes: { method: 'GET', path: '/v1.0/requests/[^/]+$' },
    prepare: async (at) => decideInBulk(at, 'approve'),
  },
  {
    row: 'approve in bulk',
    title: 'An approver approves in bulk',
    kind: 'write in a job',
    person: MIRA,
    strikes: { method: 'POST', path: '/workflowaction$' },
    prepare: async (at) => decideInBulk(at, 'approve'),
  },
  {
    row: 'send back in bulk',
    title: 'An approver sends back in bulk',
    kind: 'write in a job',
    person: MIRA,
    strikes: { method: 'POST', path: '/workflowaction$' },
    prepare: async (at) => decideInBulk(at, 'send-back'),
  },
  {
    row: 'clear in bulk',
    title: 'A processor clears exceptions in bulk',
    kind: 'write in a job',
    person: PRIYA,
    strikes: { method: 'DELETE', path: '/exceptions/[^/]+$' },
    async prepare(at) {
      const { reportId, holder } = placeWith(at, 'header')
      const exceptionCode = holder.exceptions[0]?.code ?? ''
      const body = { reason: 'Settled', items: [{ reportId, exceptionCode, reportName: 'Report' }] }
      return {
        does: async () => at.follow(await at.browser.send('POST', '/api/exceptions/bulk', body)),
        happened: () => (holder.exceptions.some(({ code }) => code === exceptionCode) ? 0 : 1),
      }
    },
  },
  batch('create'),
  batch('update'),
  batch('delete'),
  changeCode('delete'),
  changeCode('create'),
  {
    row: 'read back a batch',
    title: 'A list administrator imports an item, the answer is lost, and the list is read back',
    kind: 'read back in a job',
    person: DANIEL,
    strikes: { method: 'GET', path: '/items$' },
    before: 1,
    async prepare(at) {
      const match = { method: 'POST', path: '/batch$' }
      await at.control('POST', '/faults', { kind: 'reset-after-effect', match, times: 1 })
      return sendBatch(at, 'create')
    },
  },
]
