import { expect, test } from 'vitest'
import { exceptionMark, exceptionsTitle, requestExceptions } from '#components/requests/request-exceptions.ts'
import { expenseOf, requestOf, segmentOf } from './request-rows.ts'

const warning = { code: 'HOTELRATE', message: 'Above the city limit.', level: 1, blocking: false }
const stop = { code: 'NOAPPR', message: 'The budget is used up.', level: 99, blocking: true }

test('Exceptions of expenses and segments are named with where they hang, blocking ones first', () => {
  const request = requestOf({
    exceptions: [warning],
    expenses: [expenseOf({ exceptions: [warning], segments: [segmentOf({ exceptions: [stop] })] })],
  })
  expect(requestExceptions(request).map(({ code, place }) => [code, place])).toEqual([
    ['NOAPPR', 'London City → Rotterdam'],
    ['HOTELRATE', 'the request'],
    ['HOTELRATE', 'Hotel'],
  ])
  expect(exceptionMark(request)).toBe('blocking')
})

test('A request that only says that it has exceptions is marked all the same', () => {
  expect(exceptionMark(requestOf({ hasException: true }))).toBe('warning')
  expect(exceptionMark(requestOf())).toBe('none')
})

test.each([
  [[warning], '1 exception, does not block'],
  [[stop], '1 exception, blocks'],
  [[warning, warning], '2 exceptions, none blocks'],
  [[stop, stop], '2 exceptions, all block'],
  [[stop, warning, warning], '3 exceptions, 1 blocks'],
])('The title counts what blocks', (exceptions, title) => {
  expect(exceptionsTitle(exceptions)).toBe(title)
})
