import { afterEach, expect, test, vi } from 'vitest'
import { auditUrl } from '#components/audit/audit-url-state.ts'
import { type RequestsUrl, requestsUrl } from '#components/requests/requests-url-state.ts'
import { addressWith } from '#lib/browser/url-state.ts'

afterEach(() => vi.unstubAllGlobals())

const plain = requestsUrl.read(new URLSearchParams())

test.each<[string, Partial<RequestsUrl>]>([
  ['', {}],
  [
    'status=APPROVED&loginId=pat%40northwind.example',
    { status: 'APPROVED', loginId: 'pat@northwind.example' },
  ],
  ['q=a%26b%3Dc+%2B', { q: 'a&b=c +' }],
  [
    'sort=total.asc&request=nf0ma53Xr%24Nu%21q%25',
    { sort: { column: 'total', direction: 'asc' }, request: 'nf0ma53Xr$Nu!q%' },
  ],
  ['status=NONSENSE&sort=x.y', {}],
  ['sort=total.sideways', {}],
])('The address "%s" restores the list', (search, url) => {
  expect(requestsUrl.read(new URLSearchParams(search))).toEqual({ ...plain, ...url })
})

test('What goes without saying is not in the address', () => {
  expect(new Set(Object.values(requestsUrl.write(plain)))).toEqual(new Set([null]))
  expect(
    requestsUrl.write({ ...plain, q: 'oslo', sort: { column: 'total', direction: 'desc' } }),
  ).toMatchObject({
    q: 'oslo',
    sort: 'total.desc',
    status: null,
  })
})

test('An address that somebody mistyped filters the audit log by nothing', () => {
  const none = auditUrl.read(new URLSearchParams())
  expect(auditUrl.read(new URLSearchParams('verb=fly&phase=&from=yesterday&other=1'))).toEqual(none)
  expect(auditUrl.read(new URLSearchParams('verb=approve&from=2026-01-31'))).toEqual({
    ...none,
    verb: 'approve',
    from: '2026-01-31',
  })
})

test('An address stays readable and reads back as it was', () => {
  vi.stubGlobal('window', { location: { pathname: '/requests', hash: '#page' } })
  const search = new URLSearchParams({
    loginId: 'a@b.c',
    modifiedAfter: '2026-01-31T00:00:00',
    q: 'R&D 100% +',
  })
  const address = addressWith(search)
  expect(address).toBe(
    '/requests?loginId=a@b.c&modifiedAfter=2026-01-31T00:00:00&q=R%26D%20100%25%20%2B#page',
  )
  expect([...new URL(address, 'http://desk').searchParams]).toEqual([...search])
  expect(addressWith(new URLSearchParams())).toBe('/requests#page')
})
