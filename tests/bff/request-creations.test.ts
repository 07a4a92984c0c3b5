import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { people, requestCreations } from '#lib/db/schema.ts'
import { answerCreation, claimCreation } from '#lib/requests/request-creations.ts'
import { DANIEL, MIRA } from '../../sandbox/people.ts'
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
  if (!('mine' in claim)) throw new Error('Somebody else has it.')
  return claim.mine
}

describe('A request that is created', () => {
  it.each(['done', 'refused', 'unknown'] as const)(
    'twice at once, in whatever processes, is posted once; whoever waits hears that it is %s',
    async (outcome) => {
      const { db } = desk.app.database
      const name = `Clicked twice, ${outcome}`
      const theirs = await begunElsewhere(name)
      const waits = Promise.withResolvers<void>()
      let looks = 0
      const second = claimCreation(db, personId, { name }, () => {
        looks += 1
        // First for a claim of its own, then while it waits.
        if (looks > 1) waits.resolve()
        return new Date()
      })
      await waits.promise
      const answer = { outcome, message: 'So it ended.', requestKey: null, exceptions: [] }
      await answerCreation(db, theirs, answer, new Date())
      expect(await second).toEqual({ theirs: answer })
    },
  )

  it('a moment after somebody asked for it too is one request for both', async () => {
    const { db } = desk.app.database
    const askedBefore = new Date(Date.now() - 1_000)
    const first = await create('Nearly at once')
    const second = await claimCreation(db, personId, { name: 'Nearly at once' }, () => askedBefore)
    expect(second).toEqual({ theirs: first.json })
    expect(posts()).toHaveLength(1)
  })

  it('by a process that is gone is unknown, and nothing is sent in its place; asked again it is created', async () => {
    const longAgo = new Date(Date.now() - 3_600_000)
    await begunElsewhere('Cut off', () => longAgo)
    const person = { id: personId, name: 'Mira Okafor', login: MIRA.login }
    const object = { kind: 'travel request', key: '', label: 'Cut off' }
    await desk.app.audit(person).attempt({ verb: 'create', object })
    const { json } = await create('Cut off')
    expect(json).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('look among') })
    expect(posts()).toHaveLength(0)
    expect((await create('Cut off')).json.outcome).toBe('done')
    expect(posts()).toHaveLength(1)
  })

  it('by a process that was gone before it attempted anything is created', async () => {
    const daniel = await desk.signIn(DANIEL)
    const [person] = await desk.app.database.db.select().from(people).where(eq(people.login, DANIEL.login))
    const longAgo = new Date(Date.now() - 3_600_000)
    await claimCreation(desk.app.database.db, person?.id ?? '', { name: 'Never sent' }, () => longAgo)
    const { json } = await daniel.send('POST', '/api/requests', { name: 'Never sent' })
    expect(json.outcome).toBe('done')
    expect(posts()).toHaveLength(1)
  })

  it('and was turned away may be created afterwards', async () => {
    const match = { method: 'POST', path: '/requests$' }
    await control(desk.sandbox.url, 'POST', '/faults', { kind: '400', match })
    expect((await create('Turned away')).status).toBe(422)
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
