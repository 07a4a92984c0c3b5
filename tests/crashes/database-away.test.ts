import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresListener } from '#lib/db/postgres-listener.ts'
import { cuttableWire } from '../support/cuttable-wire.ts'
import { newDatabase } from '../support/test-desk.ts'

let database: Awaited<ReturnType<typeof newDatabase>>

describe('What listens to a database that goes away for a while', () => {
  beforeAll(async () => {
    database = await newDatabase()
  })
  afterAll(() => database.drop())

  it('tries again once a second, and then hears every word once', { timeout: 60_000 }, async () => {
    const network = await cuttableWire(new URL(database.env.DATABASE_URL ?? ''))
    const listener = createPostgresListener(network.url, () => {})
    const heard: string[] = []
    let gaps = 0
    await listener.listen(
      'words',
      (word) => heard.push(word),
      () => {
        gaps += 1
      },
    )
    network.cut()
    await expect.poll(network.tries, { timeout: 15_000 }).toBeGreaterThan(5)
    network.mend()
    await expect.poll(() => gaps, { timeout: 15_000 }).toBe(1)
    expect(network.tries()).toBeLessThan(9)
    const speaker = new pg.Client(network.url)
    await speaker.connect()
    await speaker.query(`select pg_notify('words', 'one'), pg_notify('words', 'two')`)
    await speaker.end()
    await expect.poll(() => heard, { timeout: 15_000 }).toContain('two')
    expect(heard).toEqual(['one', 'two'])
    await listener.close()
    await network.close()
  })
})
