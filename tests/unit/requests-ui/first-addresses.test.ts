import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { requestListOptions, requestOptions } from '#components/requests/requests.queries.ts'
import { filterOf, firstAddresses, requestsUrl } from '#components/requests/requests-url-state.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  '',
  '?status=APPROVED&loginId=pat%40northwind.example',
  '?modifiedAfter=2026-11-01T00:00:00&q=rotterdam&sort=total.asc',
  '?request=nf0ma53Xr$Nu!q%25',
])('What is preloaded for "%s" is what the page then asks for', async (search) => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address)
    return Promise.reject(new TypeError('offline'))
  })
  const url = requestsUrl.read(new URLSearchParams(search))
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await client.fetchQuery(requestListOptions(filterOf(url))).catch(() => undefined)
  if (url.request) await client.fetchQuery(requestOptions(url.request)).catch(() => undefined)
  expect(firstAddresses(url)).toEqual(asked)
})
