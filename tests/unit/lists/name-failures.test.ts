import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListBatchType } from '#lib/concur/lists-v1.ts'
import { listLikeConcur, numbered, rowsOf } from './list-like-concur.ts'

const tooLong = { code: '1006', message: 'List item name exceeds 64 characters' }
const codeError = { code: '2006', message: 'List item code error' }
const failing = (codes: string[], failure = tooLong) =>
  Object.fromEntries(codes.map((code) => [code, failure]))
const existing = (codes: string[]) => Object.fromEntries(codes.map((code) => [code, 'Old name']))
const every = (codes: string[], step: number) => codes.filter((_, index) => index % step === step - 1)

describe('Every failing row is named', () => {
  it.each<[ListBatchType, number, number]>([
    ['create', 1000, 1],
    ['create', 1000, 2],
    ['create', 1000, 7],
    ['create', 1000, 100],
    ['update', 1000, 1],
    ['update', 1000, 2],
    ['update', 1000, 7],
    ['update', 1000, 100],
    ['delete', 1000, 1],
    ['delete', 1000, 7],
    ['create', 10, 1],
    ['update', 11, 1],
  ])('%s of %i rows of which every %i. fails', async (type, count, step) => {
    const codes = numbered(count)
    const broken = every(codes, step)
    const list = listLikeConcur({ items: type === 'create' ? {} : existing(codes), failing: failing(broken) })
    const { summary } = await list.run(type, rowsOf(...codes))
    expect(summary['1006']).toHaveLength(broken.length)
    expect(summary.done ?? []).toHaveLength(count - broken.length)
    expect(list.calls.posts - 1).toBeLessThanOrEqual(Math.ceil(broken.length / 10) + 1)
    expect(list.calls.reads).toBeLessThanOrEqual(1)
  })

  it('an update with five hundred failures does not send the whole batch again and again', async () => {
    const codes = numbered(1000)
    const list = listLikeConcur({ items: existing(codes), failing: failing(every(codes, 2)) })
    const { summary } = await list.run('update', rowsOf(...codes))
    expect(summary['1006']).toHaveLength(500)
    expect(list.calls.posts).toBeLessThanOrEqual(56)
    expect(list.calls.rows).toBeLessThanOrEqual(5_000)
  })

  it('costs nothing where all went well, or ten errors say it all', async () => {
    const list = listLikeConcur({ failing: failing(['C00003', 'C00004']) })
    const { summary } = await list.run('create', rowsOf(...numbered(500)))
    expect(summary['1006']).toEqual([4, 5])
    expect(list.calls).toMatchObject({ posts: 1, reads: 0 })
  })

  it.each<[ListBatchType]>([['create'], ['update'], ['delete']])(
    '%s: A / X is told apart from B / X',
    async (type) => {
      const items = { A: 'A', B: 'B', ...(type === 'create' ? {} : { 'A/X': 'x', 'B/X': 'x', 'A/Y': 'y' }) }
      const list = listLikeConcur({ items, failing: failing(['B/X']) })
      const { summary } = await list.run(type, rowsOf('A/X', 'B/X', 'A/Y'))
      expect(summary).toEqual({ done: [1, 3], '1006': [2] })
    },
  )

  it.each<[ListBatchType]>([['create'], ['update']])(
    '%s: one code below three hundred parents, failing for two reasons',
    async (type) => {
      const parents = numbered(300)
      const codes = parents.map((parent) => `${parent}/X`)
      const list = listLikeConcur({
        items: { ...existing(parents), ...(type === 'update' ? existing(codes) : {}) },
        failing: { ...failing(every(codes, 3)), ...failing(every(codes, 5), codeError) },
      })
      const { summary } = await list.run(type, rowsOf(...codes))
      expect(summary['2006']).toHaveLength(60)
      expect(summary['1006']).toHaveLength(80)
      expect(summary.done).toHaveLength(160)
    },
  )

  it('children of a row that failed are refused for their missing parent', async () => {
    const list = listLikeConcur({ failing: failing(['B']) })
    const { summary } = await list.run('create', rowsOf('A', 'B', 'A/X', 'B/X', 'B/Y'))
    expect(summary).toEqual({ done: [1, 3], '1006': [2], '2007': [4, 5] })
  })

  it('keeps codes and words that are beyond the table as Concur sent them', async () => {
    const list = listLikeConcur({
      failing: failing(['A'], { code: '1', message: 'List item name is too long' }),
    })
    const { ends } = await list.run('update', rowsOf('A', 'B'))
    expect(ends.get(1)).toMatchObject({ code: '1', message: 'List item name is too long' })
  })

  it('a row that goes through when it is sent again is done', async () => {
    const codes = numbered(30)
    const reasons = failing(codes.slice(0, 20))
    const list = listLikeConcur({
      failing: reasons,
      distort(result) {
        delete reasons.C00015
        return result
      },
    })
    const { summary } = await list.run('create', rowsOf(...codes))
    expect(summary.done).toContain(16)
    expect(summary['1006']).toHaveLength(19)
  })
})

describe('What is not proven is not claimed', () => {
  it('an item that somebody else added meanwhile is not counted as ours', async () => {
    const codes = numbered(40)
    const list = listLikeConcur({ items: { C00001: 'Somebody else’s' }, failing: failing(codes.slice(20)) })
    const { summary } = await list.run('create', rowsOf(...codes))
    expect(summary['2004']).toEqual([2])
    expect(summary.done).toHaveLength(19)
    expect(summary['1006']).toHaveLength(20)
  })

  it('added by somebody else under the very same name, beyond the ten that Concur names: unknown', async () => {
    const codes = numbered(40)
    const list = listLikeConcur({ items: { C00039: 'Item C00039' }, failing: failing(codes.slice(0, 20)) })
    const { summary } = await list.run('create', rowsOf(...codes))
    expect(summary['1006']).toHaveLength(20)
    expect(summary.unknown).toHaveLength(20)
    expect(summary.done).toBeUndefined()
  })

  it('items that no read shows yet are done when Concur says that they are there', async () => {
    const codes = numbered(40)
    const hidden = new Set(['C00030', 'C00031'])
    const list = listLikeConcur({ failing: failing(codes.slice(0, 20)), hidden })
    const { summary } = await list.run('create', rowsOf(...codes))
    expect(summary['1006']).toHaveLength(20)
    expect(summary.done).toHaveLength(20)
  })

  it.each<[string, ListBatchType, { succeeded: number; failed: number }, Record<string, number[]>]>([
    ['more than were sent', 'update', { succeeded: 3, failed: 3 }, { unknown: [1, 2, 3] }],
    ['fewer than were sent', 'update', { succeeded: 1, failed: 1 }, { unknown: [1, 2, 3] }],
    ['fewer than were sent', 'create', { succeeded: 1, failed: 1 }, { done: [1, 3], unknown: [2] }],
    ['fewer failures than it names', 'update', { succeeded: 3, failed: 0 }, { unknown: [1, 2, 3] }],
    ['fewer than were sent', 'delete', { succeeded: 0, failed: 0 }, { done: [1, 3], unknown: [2] }],
  ])('counts of %s leave a %s in doubt', async (_, type, counts, expected) => {
    const list = listLikeConcur({
      items: type === 'create' ? {} : { A: 'a', B: 'b', C: 'c' },
      failing: failing(['B']),
      distort: (result) => ({ ...result, ...counts }),
    })
    const { summary } = await list.run(type, rowsOf('A', 'B', 'C'))
    expect(summary).toEqual(expected)
  })

  it.each<[ListBatchType]>([['create'], ['update'], ['delete']])(
    '%s: failures that Concur never names are refused without a reason',
    async (type) => {
      const codes = numbered(30)
      const list = listLikeConcur({
        items: type === 'create' ? {} : existing(codes),
        failing: failing(['C00007', 'C00029']),
        distort: (result) => ({ ...result, errors: [] }),
      })
      const { summary } = await list.run(type, rowsOf(...codes))
      expect(summary['no-reason']).toEqual([8, 30])
      expect(summary.done).toHaveLength(28)
    },
  )

  it('holds for any batch, any failures, any order of the errors', async () => {
    const code = fc.constantFrom('A', 'B', 'X', 'Y', 'Z')
    const batch = fc.uniqueArray(fc.tuple(code, code, fc.nat(40)), {
      maxLength: 120,
      minLength: 1,
      selector: ([a, b, n]) => `${a}${n}/${b}`,
    })
    const type = fc.constantFrom<ListBatchType>('create', 'update', 'delete')
    await fc.assert(
      fc.asyncProperty(type, batch, fc.infiniteStream(fc.nat(2)), async (kind, paths, chance) => {
        const codes = paths.map(([a, b, n]) => `${a}${n}/${b}`)
        const fails = codes.filter(() => chance.next().value === 0)
        const reasons = Object.fromEntries(
          fails.map((path) => [path, chance.next().value === 0 ? tooLong : codeError]),
        )
        const parents = existing(codes.map((path) => path.split('/')[0] ?? ''))
        const list = listLikeConcur({
          items: kind === 'create' ? parents : { ...parents, ...existing(codes) },
          failing: reasons,
          distort: (result) => ({ ...result, errors: result.errors.toReversed() }),
        })
        const { ends } = await list.run(kind, rowsOf(...codes))
        for (const [index, path] of codes.entries())
          expect(ends.get(index + 1)).toMatchObject(
            reasons[path] ? { outcome: 'refused', ...reasons[path] } : { outcome: 'done' },
          )
      }),
      { numRuns: 300 },
    )
  })
})

describe('After a crash', () => {
  it.each<[ListBatchType, { done: number[]; again: number[] }]>([
    ['create', { done: [1, 2], again: [3, 4] }],
    ['delete', { done: [3], again: [1, 2, 4] }],
    ['update', { done: [], again: [1, 2, 3, 4] }],
  ])('a %s is settled by what the list holds', async (type, expected) => {
    const items = { A: 'Item A', B: 'Item B', D: 'Somebody else’s' }
    const { ends, again } = await listLikeConcur({ items }).settle(type, rowsOf('A', 'B', 'C', 'D'))
    expect({ done: ends.map(({ row }) => row), again: again.map(({ row }) => row) }).toEqual(expected)
  })
})
