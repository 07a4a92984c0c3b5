import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { signInOverHttp } from '../support/sign-in-over-http.ts'
import type { CallHold } from './boundaries.ts'
import { aftermathOf, holdCall } from './crash.ts'
import { judgeEnd } from './judge.ts'
import { type Answer, answer, type Order } from './orders.ts'
import { addItem, approveMany, decide, type SetUp } from './scenes.ts'
import { makeTemplate } from './world.ts'

interface Stop {
  what: string
  setUp: SetUp
  kind: CallHold['kind']
  /** Whether Concur answers before the desk has to be gone. */
  isAnswered: boolean
}
const stops: Stop[] = [
  { what: 'approves many', setUp: approveMany, kind: 'hold-after-effect', isAnswered: true },
  { what: 'approves for a person who waits', setUp: decide('approve'), kind: 'hold', isAnswered: true },
  { what: 'adds an item that Concur never answers for', setUp: addItem, kind: 'hold', isAnswered: false },
]

let template: Awaited<ReturnType<typeof makeTemplate>>

beforeAll(async () => {
  template = await makeTemplate()
})
afterAll(() => template.drop())

describe('The built desk, told to stop', () => {
  it.concurrent.for(stops)(
    'while it $what ends within 30 s and leaves nothing half told',
    { timeout: 180_000 },
    async ({ setUp, kind, isAnswered }) => {
      const world = await template.openWorld()
      try {
        const scene = await setUp(world.sandbox)
        const held = holdCall(world.sandbox, scene.calls.write, { kind })
        const desk = await world.serveBuilt()
        const session = await signInOverHttp(desk.url, scene.person.id)
        const asked = ask(desk.url, session, scene.order)
        await held.arrived()

        const toldAt = Date.now()
        const ended = desk.end('SIGTERM')
        await vi.waitUntil(() => refuses(desk.url), { timeout: 20_000 })
        if (isAnswered) held.release()
        expect(await ended).toBe(0)
        expect(Date.now() - toldAt).toBeLessThan(30_000)
        expect(world.isLocked()).toBe(false)
        judgeEnd(await aftermathOf(await world.openDesk(), scene, [await asked]))
      } finally {
        await world.close()
      }
    },
  )
})

/** As a page asks. */
async function ask(url: string, session: string, order: Order): Promise<Answer> {
  const { path, body } = callFor(order)
  const heard = await fetch(url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      cookie: `clearance.session=${session}`,
      'content-type': 'application/json',
      'x-clearance': '1',
      'sec-fetch-site': 'same-origin',
    },
  })
  return answer.parse(await heard.json())
}

function callFor(order: Order): { path: string; body: object } {
  switch (order.asksTo) {
    case 'approve many': {
      const { requestKeys, comment } = order
      const body = { action: 'approve', requestKeys, comment, exceptionsSeen: requestKeys }
      return { path: '/api/requests/bulk', body }
    }
    case 'add an item': {
      const path = `/api/lists/${encodeURIComponent(order.listId)}/batches`
      return { path, body: { operation: 'create', items: [order.item] } }
    }
    case 'approve': {
      const { requestKey, comment } = order
      return { path: `/api/requests/${encodeURIComponent(requestKey)}/approve`, body: { comment } }
    }
    default:
      throw new Error(`Nobody asks the built desk to ${order.asksTo}.`)
  }
}

/** It takes no new connection any more, or says that it is stopping. */
async function refuses(url: string): Promise<boolean> {
  try {
    return !(await fetch(`${url}/api/health/ready`)).ok
  } catch {
    return true
  }
}
