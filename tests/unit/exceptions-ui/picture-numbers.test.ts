import { expect, test } from 'vitest'
import { groupByCode } from '#components/exceptions/group-by-code.ts'
import { numbersByCode, numbersByDay } from '#components/exceptions/picture-numbers.ts'
import { exceptionOf, reportOf } from './scanned-reports.ts'

test('The picture counts what blocks and what warns by code, the most frequent first', () => {
  const blocks = exceptionOf('MISSREQFLD', { isBlocking: true })
  const reports = [
    reportOf('R1', { exceptions: [exceptionOf('LATE60'), blocks] }),
    reportOf('R2', { exceptions: [exceptionOf('MISSREQFLD')] }),
  ]
  expect(numbersByCode(groupByCode(reports))).toEqual([
    { code: 'MISSREQFLD', blocking: 1, warnings: 1 },
    { code: 'LATE60', blocking: 0, warnings: 1 },
  ])
})

test('Days on which nothing was cleared are drawn too', () => {
  const days = numbersByDay([
    { day: '2026-11-18', exceptionCode: 'LATE60', cleared: 2 },
    { day: '2026-11-20', exceptionCode: 'LIMIT', cleared: 1 },
    { day: '2026-11-18', exceptionCode: 'LIMIT', cleared: 3 },
  ])
  expect(days.map(({ day, cleared }) => [day, cleared])).toEqual([
    ['2026-11-18', 5],
    ['2026-11-19', 0],
    ['2026-11-20', 1],
  ])
  expect(days[0]?.codes[0]).toEqual({ code: 'LIMIT', cleared: 3 })
})

test('Of a long time the last sixty days are drawn', () => {
  const days = numbersByDay([
    { day: '2025-01-01', exceptionCode: 'LATE60', cleared: 1 },
    { day: '2026-11-20', exceptionCode: 'LATE60', cleared: 1 },
  ])
  expect(days).toHaveLength(60)
})
