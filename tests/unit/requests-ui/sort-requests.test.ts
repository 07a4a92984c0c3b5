import { expect, test } from 'vitest'
import type { RequestSort } from '#components/requests/sort-requests.ts'
import { sortRequests } from '#components/requests/sort-requests.ts'
import { day, moment, summaryOf } from './request-rows.ts'

const amounts = (...totals: [string, string][]) =>
  totals.map(([value, currency], index) =>
    summaryOf({ requestKey: `n${index}`, requestId: `R${index}`, total: { value, currency } }),
  )
const totalsBy = (sort: RequestSort, ...totals: [string, string][]) =>
  sortRequests(amounts(...totals), sort).map(({ total }) => `${total?.currency} ${total?.value}`)

test('The longest waiting request comes first by itself', () => {
  const rows = [
    summaryOf({ requestId: 'NEW', createdAt: moment('2026-11-18T00:00:00Z') }),
    summaryOf({ requestId: 'OLD', createdAt: moment('2026-11-10T00:00:00Z') }),
  ]
  expect(sortRequests(rows, { column: 'waits', direction: 'desc' }).map((row) => row.requestId)).toEqual([
    'OLD',
    'NEW',
  ])
})

test('Amounts are compared exactly, even beyond what a float can hold', () => {
  expect(
    totalsBy(
      { column: 'total', direction: 'asc' },
      ['90071992547409930.02', 'EUR'],
      ['90071992547409930.01', 'EUR'],
      ['9.5', 'EUR'],
      ['-3', 'EUR'],
    ),
  ).toEqual(['EUR -3', 'EUR 9.5', 'EUR 90071992547409930.01', 'EUR 90071992547409930.02'])
})

test('Mixed currencies stay together by code, with the values sorted inside each', () => {
  expect(
    totalsBy(
      { column: 'total', direction: 'asc' },
      ['486200.00', 'JPY'],
      ['1914.50', 'EUR'],
      ['318.60', 'EUR'],
    ),
  ).toEqual(['EUR 318.60', 'EUR 1914.50', 'JPY 486200.00'])
})

test.each(['asc', 'desc'] as const)(
  'A request without a date comes last when travel is sorted %s',
  (direction) => {
    const rows = [
      summaryOf({ requestId: 'NONE', startDate: null }),
      summaryOf({ requestId: 'JAN', startDate: day('2027-01-14') }),
      summaryOf({ requestId: 'FEB', startDate: day('2027-02-14') }),
    ]
    expect(sortRequests(rows, { column: 'travel', direction }).at(-1)?.requestId).toBe('NONE')
  },
)

test.each(['asc', 'desc'] as const)(
  'A request without a total mixes up nothing when totals are sorted %s',
  (direction) => {
    const rows = ['3', null, '1', null, '2'].map((value, index) =>
      summaryOf({ requestId: `R${index}`, total: value === null ? null : { value, currency: 'EUR' } }),
    )
    const sorted = sortRequests(rows, { column: 'total', direction }).map(({ total }) => total?.value)
    expect(sorted).toEqual([
      ...(direction === 'asc' ? ['1', '2', '3'] : ['3', '2', '1']),
      undefined,
      undefined,
    ])
    expect(rows[0]?.requestId).toBe('R0')
  },
)

test('Equal rows keep one order in both directions, so nothing jumps when the list is read again', () => {
  const rows = ['B', 'A', 'C'].map((requestId) => summaryOf({ requestId }))
  for (const direction of ['asc', 'desc'] as const)
    expect(sortRequests(rows, { column: 'person', direction }).map((row) => row.requestId)).toEqual([
      'A',
      'B',
      'C',
    ])
})
