import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { createParsePool } from '../../../lib/concur/parse-pool.ts'
import { XmlUnreadable } from '../../../lib/concur/xml.ts'
import { bytesOf, printed } from './listen.ts'

const workerFile = fileURLToPath(new URL('../../../lib/concur/parse-worker.ts', import.meta.url))
const list = printed('requests-list')
const numbered = (number: number) => bytesOf(list.replace('APXT', `A${number}`))

const pool = createParsePool({ workerFile, maxThreads: 1, inlineBytes: 0 })
afterAll(() => pool.close())

describe('the parse pool', () => {
  it('a worker reads the same as the calling thread, and the bytes stay with the caller', async () => {
    const here = createParsePool()
    const bytes = bytesOf(printed('travel-request-details'))
    const away = await pool.run('travelRequest', bytes)
    expect(away).toEqual(await here.run('travelRequest', bytes))
    expect(bytes.byteLength).toBeGreaterThan(16_000)
  })

  it('an unreadable answer is the same error from a worker', async () => {
    const broken = bytesOf(list.slice(0, 500))
    await expect(pool.run('requestList', broken)).rejects.toThrow(XmlUnreadable)
    await expect(pool.run('requestList', broken)).rejects.toThrow('not well-formed')
  })

  it('an answer that takes too long to read is unreadable, and the thread is there for the next one', async () => {
    const hasty = createParsePool({ workerFile, maxThreads: 1, inlineBytes: 0, deadlineMs: 5_000 })
    await hasty.run('requestList', numbered(1))
    const attributes = Array.from({ length: 1_000_000 }, (_, index) => `a${index}="1"`).join(' ')
    const started = performance.now()
    await expect(hasty.run('requestList', bytesOf(`<a ${attributes}/>`))).rejects.toThrow('not read within')
    expect(performance.now() - started).toBeLessThan(15_000)
    expect((await hasty.run('requestList', numbered(2))).requests).toHaveLength(1)
    await hasty.close()
  })

  it('the same bytes give the same object, also while they are being read', async () => {
    const [first, second] = await Promise.all([
      pool.run('requestList', numbered(1)),
      pool.run('requestList', numbered(1)),
    ])
    const third = await pool.run('requestList', numbered(1))
    expect(second).toBe(first)
    expect(third).toBe(first)
  })

  it('other bytes give another object', async () => {
    const [first, second] = await Promise.all([
      pool.run('requestList', numbered(1)),
      pool.run('requestList', numbered(2)),
    ])
    expect(second).not.toBe(first)
    expect(second.requests[0]?.requestId).toBe('A2')
  })

  it('the same bytes read as something else are read as that', async () => {
    await pool.run('requestList', numbered(3))
    await expect(pool.run('travelRequest', numbered(3))).rejects.toThrow('TravelRequestDetails')
  })

  it('what was longest unused is forgotten when the memo is full', async () => {
    const small = createParsePool({ memoBytes: numbered(1).byteLength * 2 })
    const one = await small.run('requestList', numbered(1))
    const two = await small.run('requestList', numbered(2))
    await small.run('requestList', numbered(1))
    await small.run('requestList', numbered(3))
    expect(await small.run('requestList', numbered(1))).toBe(one)
    expect(await small.run('requestList', numbered(2))).not.toBe(two)
  })
})
