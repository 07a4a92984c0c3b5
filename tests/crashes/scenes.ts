import { randomUUID } from 'node:crypto'
import type { BatchType, ConcurList } from '../../sandbox/lists/entities.ts'
import { DANIEL, MIRA, type Person, PRIYA } from '../../sandbox/people.ts'
import type { RunningSandbox } from '../../sandbox/server.ts'
import { currentStep, type TravelRequest } from '../../sandbox/travel-requests/entities.ts'
import { control } from '../sandbox/client.ts'
import type { Order } from './orders.ts'

/** Which calls a fault of the sandbox is about. */
export interface CallMatch {
  method: string
  path: string
  query?: string
}

/** One act, set up: what is asked for, and how the sandbox itself tells what became of it. */
export interface Scene {
  person: Person
  order: Order
  /** The calls of the row, batch or act that the crash is about. */
  calls: { write: CallMatch; read: CallMatch }
  /** Calls of other rows that stand still meanwhile, so that a crash finds them where it always does. */
  standStill: CallMatch[]
  /** How often each row took effect, by row, as the sandbox knows it. */
  effects(): number[]
  /** How the audit log names each row; without it acts are batches. */
  auditKeys?: string[]
}

export type SetUp = (sandbox: RunningSandbox) => Promise<Scene>

const COMMENT = 'Within the budget'
const AUDIT = 'AUDIT'

/** As many as the desk has with Concur at once, and one that waits behind them. */
const ROWS = 5

/** Many decisions: the first row goes its way, the next three stand still before their request is read, the last waits. */
export const approveMany: SetUp = async (sandbox) => {
  const requests = waitingForMira(sandbox).slice(0, ROWS)
  const [first, ...others] = requests
  return {
    person: MIRA,
    order: { asksTo: 'approve many', requestKeys: requests.map(({ key }) => key), comment: COMMENT },
    calls: callsOf(first),
    standStill: others.slice(0, ROWS - 2).map((request) => callsOf(request).read),
    effects: () => requests.map(commentsOf),
    auditKeys: requests.map(({ key }) => key),
  }
}

export const decide =
  (asksTo: 'approve' | 'send back'): SetUp =>
  async (sandbox) => {
    const [request] = waitingForMira(sandbox)
    return {
      person: MIRA,
      order: { asksTo, requestKey: request?.key ?? '', comment: COMMENT },
      calls: callsOf(request),
      standStill: [],
      effects: () => [commentsOf(request)],
      auditKeys: [request?.key ?? ''],
    }
  }

function waitingForMira({ store }: RunningSandbox): TravelRequest[] {
  return store.requests.newestFirst().filter((request) => currentStep(request)?.approver.login === MIRA.login)
}

function callsOf(request: TravelRequest | undefined) {
  const at = (key = '') => `/requests/${RegExp.escape(encodeURIComponent(key))}`
  const step = request && currentStep(request)?.stepId
  return {
    read: { method: 'GET', path: `${at(request?.key)}$` },
    write: { method: 'POST', path: `${at(step)}/workflowaction$` },
  }
}

/** Every decision that was carried out left its comment. */
function commentsOf(request: TravelRequest | undefined): number {
  return request?.comments.filter(({ text }) => text === COMMENT).length ?? 0
}

const IN_A_BATCH = 14

/** Two batches; with `failing` most items of the first one fail, more than Concur names. */
export const sendBatches =
  (operation: BatchType, { failing = 0 } = {}): SetUp =>
  async (sandbox) => {
    const list = listCalled(sandbox, 'Vendors')
    const mark = randomUUID().slice(0, 8).toUpperCase()
    const standing = [...list.items.all()].filter(({ deactivated }) => !deactivated)
    const items = Array.from({ length: 2 * IN_A_BATCH }, (_, index) => ({
      name: `Vendor ${mark} ${index}`,
      codes: operation === 'create' ? [`K${mark}${index}`] : [...(standing[index]?.codes ?? [])],
    }))
    for (const { codes } of items.slice(0, failing))
      await control(sandbox.url, 'POST', '/row-faults', { match: { codes: `^${codes.join('/')}$` } })
    const { id, name, levels, isVendor, batchPath } = list
    const took = (codes: readonly string[], wanted: string) => {
      const found = list.items.find(codes)
      if (operation === 'delete') return found?.deactivated === true
      return found?.deactivated === false && found.name === wanted
    }
    return {
      person: DANIEL,
      order: {
        asksTo: 'send batches',
        list: { id, name, levels, isVendor, batchPath },
        operation,
        batches: [items.slice(0, IN_A_BATCH), items.slice(IN_A_BATCH)],
      },
      calls: callsTo(list, operation),
      standStill: [],
      effects: () => items.map((item) => Number(took(item.codes, item.name))),
    }
  }

export const addItem: SetUp = async (sandbox) => {
  const list = listCalled(sandbox, 'Event codes')
  const item = { name: 'Spring fair', codes: [`K${randomUUID().slice(0, 8).toUpperCase()}`] }
  return {
    person: DANIEL,
    order: { asksTo: 'add an item', listId: list.id, item },
    calls: callsTo(list, 'create'),
    standStill: [],
    effects: () => [Number(list.items.find(item.codes)?.deactivated === false)],
  }
}

/** A client with projects below it. */
export const changeCode =
  (step: 'create' | 'delete'): SetUp =>
  async (sandbox) => {
    const list = listCalled(sandbox, 'Projects')
    const client = [...list.items.all()].find(({ below, deactivated }) => !deactivated && below.size > 2)
    const old = [client, ...(client?.below.values() ?? [])].flatMap((item) =>
      item && !item.deactivated ? [item.codes] : [],
    )
    const newCode = `K${randomUUID().slice(0, 8).toUpperCase()}`
    const fresh = old.map((codes) => [newCode, ...codes.slice(1)])
    return {
      person: DANIEL,
      order: { asksTo: 'change a code', listId: list.id, codes: [...(client?.codes ?? [])], newCode },
      calls: callsTo(list, step),
      standStill: [],
      effects: () => [
        ...old.map((codes) => Number(list.items.find(codes)?.deactivated === true)),
        ...fresh.map((codes) => Number(list.items.find(codes)?.deactivated === false)),
      ],
    }
  }

function listCalled({ store }: RunningSandbox, name: string): ConcurList {
  const list = store.lists.all().find((each) => each.name === name)
  if (!list) throw new Error(`The sandbox has no list “${name}”.`)
  return list
}

function callsTo({ id }: ConcurList, type: BatchType) {
  const at = RegExp.escape(encodeURIComponent(id))
  return {
    write: { method: 'POST', path: `/${at}/batch$`, query: `type=${type}` },
    read: { method: 'GET', path: `/${at}/items` },
  }
}

/** One code on several reports: the first row goes its way, the others stand still while Concur has their call. */
export const clearMany: SetUp = async (sandbox) => {
  const reports = await reportsToClear(sandbox, ROWS)
  const [first, ...others] = reports
  return {
    person: PRIYA,
    order: {
      asksTo: 'clear many',
      reason: 'Policy changed',
      items: reports.map(({ id, name }) => ({ reportId: id, reportName: name, exceptionCode: AUDIT })),
    },
    calls: callsAt(first?.id),
    standStill: others.slice(0, ROWS - 2).map(({ id }) => callsAt(id).write),
    effects: () => reports.map(({ id }) => clearings(sandbox, id)),
    auditKeys: reports.map(({ id }) => `${id}/${AUDIT}`),
  }
}

export const clearOne: SetUp = async (sandbox) => {
  const [report] = await reportsToClear(sandbox, 1)
  const reportId = report?.id ?? ''
  return {
    person: PRIYA,
    order: { asksTo: 'clear', reason: 'Policy changed', reportId, exceptionCode: AUDIT },
    calls: callsAt(reportId),
    standStill: [],
    effects: () => [clearings(sandbox, reportId)],
    auditKeys: [`${reportId}/${AUDIT}`],
  }
}

async function reportsToClear({ store, url }: RunningSandbox, count: number) {
  const reports = store.reports
    .all()
    .filter(({ exceptions }) => !exceptions.some(({ code }) => code === AUDIT))
    .slice(0, count)
  for (const { id } of reports)
    await control(url, 'POST', `/reports/${id}/touch`, { add: [{ exceptionCode: AUDIT }] })
  return reports
}

function callsAt(reportId = '') {
  const at = `/reports/${reportId}/exceptions`
  return { write: { method: 'DELETE', path: `${at}/${AUDIT}$` }, read: { method: 'GET', path: `${at}$` } }
}

/** A clearing of what is gone already is turned away. */
function clearings({ store }: RunningSandbox, reportId: string): number {
  const { path } = callsAt(reportId).write
  return store.calls
    .all()
    .filter((call) => call.method === 'DELETE' && new RegExp(path).test(call.path) && call.status === 204)
    .length
}
