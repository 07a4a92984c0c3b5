import { expect, test } from 'vitest'
import { keyOf } from '#components/lists/item-key.ts'
import { itemsInOrder, type Walked, walkBranches } from '#components/lists/walk-branches.ts'
import type { ListItem } from '#lib/contracts/lists.ts'
import { ASIA, EUROPE, ITALY, JAPAN, MILANO, PORTUGAL } from './list-items.ts'

const held = new Map<string, ListItem[]>([
  ['', [EUROPE, ASIA]],
  ['EU', [ITALY, PORTUGAL]],
  ['AS', [JAPAN]],
  ['EU-IT', [MILANO]],
])

function walkOf(breaksAt?: string) {
  const asked: string[] = []
  const branches = new Map<string, readonly ListItem[]>()
  const last: { walked?: Walked } = {}
  const walk = (from: readonly string[], breaks: string | undefined, signal = new AbortController().signal) =>
    walkBranches({
      from,
      branches,
      signal,
      read: async (parent) => {
        const key = keyOf(parent)
        asked.push(key)
        if (key === breaks) throw new Error('Concur is busy.')
        return held.get(key) ?? []
      },
      onProgress: (walked) => {
        last.walked = walked
      },
    })
  return {
    walk: (from: readonly string[]) => walk(from, breaksAt),
    goOn: () => walk([], undefined),
    asked,
    branches,
    last,
  }
}

test('Everything below is read once, and stands in the order of an open tree', async () => {
  const { walk, asked, branches, last } = walkOf()
  await walk([])
  expect(asked.toSorted()).toEqual(['', 'AS', 'AS-JP', 'EU', 'EU-IT', 'EU-PT'])
  expect(itemsInOrder(branches, [])).toEqual([EUROPE, ITALY, MILANO, PORTUGAL, ASIA, JAPAN])
  expect(last.walked).toEqual({ items: 6, branches: 6, toGo: 0 })
})

test('A branch alone is read without its neighbours', async () => {
  const { walk, asked, branches } = walkOf()
  await walk(['EU'])
  expect(asked.toSorted()).toEqual(['EU', 'EU-IT', 'EU-PT'])
  expect(itemsInOrder(branches, ['EU'])).toEqual([ITALY, MILANO, PORTUGAL])
})

test('After a failure it goes on where it stood', async () => {
  const { walk, goOn, asked, branches } = walkOf('EU-IT')
  await expect(walk([])).rejects.toThrow('Concur is busy.')
  expect(branches.has('')).toBe(true)
  asked.length = 0
  await goOn()
  expect(asked).not.toContain('')
  expect(itemsInOrder(branches, [])).toHaveLength(6)
})

test('Who stops it gets nothing more', async () => {
  const stopped = new AbortController()
  const branches = new Map<string, readonly ListItem[]>()
  const walking = walkBranches({
    from: [],
    branches,
    signal: stopped.signal,
    read: async (parent) => {
      stopped.abort()
      return held.get(keyOf(parent)) ?? []
    },
    onProgress: () => undefined,
  })
  await expect(walking).rejects.toThrow()
  expect(itemsInOrder(branches, []).length).toBeLessThan(6)
})
