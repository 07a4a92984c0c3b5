import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { people, requestCreations } from '#lib/db/schema.ts'
import { answerCreation, claimCreation } from '#lib/requests/request-creations.ts'
import { control } from '../sandbox/client.ts'
import { type Browser, openDesk, type TestDesk } from '../support/test-desk.ts'

let desk: TestDesk
let mira: Browser
let personId: string

beforeAll(async () => {
  desk = await openDesk()
  mira = await desk.signIn()
  const [person] = await desk.app.database.db.select().from(people)
  personId = person?.id ?? ''
})
afterAll(() => desk.close())
beforeEach(() => control(desk.sandbox.url, 'POST', '/reset'))

const create = (name: string) => mira.send('POST', '/api/requests', { name })
const posts = () =>
  desk.sandbox.store.calls.all().filter(({ method, path }) => method === 'POST' && path.endsWith('/requests'))

/** As another process on the same database, or one that is gone by now. */
async function begunElsewhere(name: string, now = () => new Date()) {
  const claim = await claimCreation(desk.app.database.db, personId, { name }, now)
  if ('theirs' in claim) throw new Error('Somebody else has it.')
  return claim.mine
}

describe('A request that is created', () => {
  it('twice at once is one request, and both clicks hear of it', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => create('Clicked thrice')))
    expect(new Set(answers.map(({ json }) => json.outcome))).toEqual(new Set(['done']))
    expect(new Set(answers.map(({ json }) => json.requestKey)).size).toBe(1)
    expect(posts()).toHaveLength(1)
  })

  it('in two processes at once is posted by one of them, and the other hears its answer', async () => {
    const { db } = desk.app.database
    const theirs = await begunElsewhere('In two processes')
    const waits = Promise.withResolvers<void>()
    let looks = 0
    const second = claimCreation(db, personId, { name: 'In two processes' }, () => {
      looks += 1
      // First for a lease of its own, then while it waits.
      if (looks > 1) waits.resolve()
      return new Date()
    })
    await waits.promise
    const answer = { outcome: 'done' as const, message: 'Saved.', requestKey: 'KEY1', exceptions: [] }
    await answerCreation(db, theirs, answer)
    expect(await second).toEqual({ theirs: answer })
  })

  it('by a process that is gone is unknown, and nothing is sent in its place; asked again it is created', async () => {
    const longAgo = new Date(Date.now() - 3_600_000)
    await begunElsewhere('Cut off', () => longAgo)
    const { json } = await create('Cut off')
    expect(json).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('look among') })
    expect(posts()).toHaveLength(0)
    expect((await create('Cut off')).json.outcome).toBe('done')
    expect(posts()).toHaveLength(1)
  })

  it('and was turned away is refused for the click that waited too, and may be created afterwards', async () => {
    const match = { method: 'POST', path: '/requests$' }
    await control(desk.sandbox.url, 'POST', '/faults', { kind: '400', match })
    const answers = await Promise.all([1, 2].map(() => create('Turned away')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(answers.find(({ status }) => status === 200)?.json.outcome).toBe('refused')
    await control(desk.sandbox.url, 'DELETE', '/faults')
    expect((await create('Turned away')).json.outcome).toBe('done')
  })

  it('with the same words later is another request', async () => {
    const [first, second] = [await create('Every month'), await create('Every month')]
    expect(first.json.requestKey).not.toBe(second.json.requestKey)
    expect(posts()).toHaveLength(2)
  })

  it('leaves no words of it behind in what guards it', async () => {
    await create('A confidential trip')
    const rows = await desk.app.database.db
      .select({ hash: requestCreations.headerHash })
      .from(requestCreations)
    expect(JSON.stringify(rows)).not.toContain('confidential')
  })
})
