import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { codesOf } from '#components/lists/item-key.ts'
import { branchOptions, listsOptions } from '#components/lists/lists.queries.ts'
import { firstAddresses, listsUrl, openBranches, withBranch } from '#components/lists/lists-url-state.ts'

afterEach(() => vi.unstubAllGlobals())

test('An open branch stands open with everything above it', () => {
  expect([...openBranches(['EU-IT', 'AS'])]).toEqual(['EU', 'EU-IT', 'AS'])
})

test.each<[string, string[], string, boolean, string[]]>([
  ['opening one', [], 'EU', true, ['EU']],
  ['opening one below it', ['EU'], 'EU-IT', true, ['EU-IT']],
  ['opening one deep down', [], 'EU-IT', true, ['EU-IT']],
  ['opening another', ['EU-IT'], 'AS', true, ['EU-IT', 'AS']],
  ['closing the deepest leaves what is above it open', ['EU-IT', 'AS'], 'EU-IT', false, ['EU', 'AS']],
  ['closing one closes what is below', ['EU-IT', 'AS'], 'EU', false, ['AS']],
  ['closing one keeps its siblings', ['EU-IT', 'EU-PT'], 'EU-PT', false, ['EU-IT']],
  ['level 1 is always open', ['EU'], '', true, ['EU']],
])('The address after %s', (_, open, key, opens, expected) => {
  expect(withBranch(open, key, opens)).toEqual(expected)
})

test.each(['', '?list=gWr%24x!', '?list=gWr%24x!&open=EU-IT,AS&item=EU-IT-20'])(
  'What is preloaded for "%s" is what the page then asks for',
  async (search) => {
    const asked: string[] = []
    vi.stubGlobal('fetch', (address: string) => {
      asked.push(address)
      return Promise.reject(new TypeError('offline'))
    })
    const url = listsUrl.read(new URLSearchParams(search))
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const { list } = url
    const keys = list === null ? [] : ['', ...openBranches(url.open)]
    await client.fetchQuery(listsOptions()).catch(() => undefined)
    for (const key of keys)
      await client
        .fetchQuery(branchOptions({ listId: list ?? '', parent: codesOf(key) }))
        .catch(() => undefined)
    expect(firstAddresses(url)).toEqual(asked)
    if (keys.includes('EU-IT'))
      expect(asked).toContainEqual(expect.stringMatching(/parentCode=EU&parentCode=IT$/))
  },
)
