import { z } from 'zod'
import { test as deskTest } from '../support/desk-fixture.ts'

export { expect } from '../support/desk-fixture.ts'

const exceptions = z.array(z.object({ code: z.string(), message: z.string(), level: z.number() }))
const customFields = z.record(z.string(), z.string())

const heldRequest = z.object({
  key: z.string(),
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  owner: z.object({ login: z.string(), firstName: z.string(), lastName: z.string(), currency: z.string() }),
  status: z.string(),
  createdAt: z.number(),
  custom: customFields,
  comments: z.array(z.object({ text: z.string() })),
  exceptions,
  entries: z.array(
    z.object({
      expenseTypeName: z.string(),
      foreignCurrency: z.string(),
      allocations: z.array(z.object({ percentage: z.string(), custom: customFields })),
      exceptions,
      segments: z.array(z.object({ kind: z.string(), fromName: z.string(), toName: z.string(), exceptions })),
    }),
  ),
  cashAdvances: z.array(z.object({ currency: z.string(), statusName: z.string() })),
  steps: z.array(z.object({ stepId: z.string().optional(), approver: z.object({ login: z.string() }) })),
})

/** A travel request as Concur holds it, whatever the desk shows. */
export type HeldRequest = z.infer<typeof heldRequest>

const calls = z.array(z.object({ method: z.string(), path: z.string(), status: z.number() }))
const listed = z.object({ items: z.array(z.object({ requestKey: z.string() })) })

/** Concur behind the desk: what it holds, and what a test does to it. */
export interface Concur {
  holds(requestKey: string): Promise<HeldRequest>
  /** What waits for Mira, in the order of her inbox: the longest waiting first. */
  waiting(): Promise<HeldRequest[]>
  /** Mira's own requests. */
  own(): Promise<HeldRequest[]>
  fault(kind: string, path: string, more?: Record<string, unknown>): Promise<void>
  mend(): Promise<void>
  /** Somebody else acts. */
  touch(requestKey: string, move: string, comment?: string): Promise<void>
  /** Approvals, returns and recalls that reached Concur. */
  actions(): Promise<{ status: number }[]>
}

export const test = deskTest.extend<{ concur: Concur }>({
  concur: async ({ context, control }, use) => {
    const path = (requestKey: string) => `/requests/${encodeURIComponent(requestKey)}`
    const holds = async (requestKey: string) => heldRequest.parse(await control('GET', path(requestKey)))
    const list = async (query: string) => {
      const answer = await context.request.get(`/api/requests?${query}`)
      const { items } = listed.parse(await answer.json())
      const held = await Promise.all(items.map(({ requestKey }) => holds(requestKey)))
      return held.sort(
        (a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id, 'en', { numeric: true }),
      )
    }
    await use({
      holds,
      waiting: () => list('status=TOAPPROVE'),
      own: () => list('status=ACTIVE&loginId=mira.okafor@northwind.example'),
      async fault(kind, path, more) {
        await control('POST', '/faults', { kind, match: { path }, ...more })
      },
      async mend() {
        await control('DELETE', '/faults')
      },
      async touch(requestKey, move, comment) {
        await control('POST', `${path(requestKey)}/touch`, { move, comment })
      },
      async actions() {
        const made = calls.parse(await control('GET', '/calls'))
        return made.filter(({ method, path }) => method === 'POST' && /workflowaction/i.test(path))
      },
    })
  },
})

export const ownerName = ({ owner }: HeldRequest) => `${owner.firstName} ${owner.lastName}`

export const exceptionsOf = (request: HeldRequest) => [
  ...request.exceptions,
  ...request.entries.flatMap((entry) => [
    ...entry.exceptions,
    ...entry.segments.flatMap((segment) => segment.exceptions),
  ]),
]

export const isBlocked = (request: HeldRequest) => exceptionsOf(request).some(({ level }) => level === 99)

/** Mira's approval is the last that it needs. */
export const isDecidedByOne = (request: HeldRequest) => request.steps.length === 1

/** The first that a test can use; the seed of the test may hold none, and then says so. */
export function first<Item>(items: readonly Item[], wanted: (item: Item) => boolean = () => true): Item {
  const found = items.find(wanted)
  if (found === undefined) throw new Error('The sandbox holds nothing of this kind under this seed.')
  return found
}

/** Approved with nothing in the way, and for good. */
export const plain = (request: HeldRequest) => isDecidedByOne(request) && exceptionsOf(request).length === 0
