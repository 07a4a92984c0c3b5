import { expect, test } from 'vitest'
import {
  afterAnswer,
  halve,
  mergeByKey,
  planWindows,
  rangeOf,
  type WindowPlan,
} from '#components/requests/modified-windows.ts'

const now = Date.UTC(2026, 10, 20) / 1000

interface Row {
  requestKey: string
  modified: number
}

/** Answers like Concur: at most `limit` rows of the window, whose ends count or do not. */
function loadAll(rows: readonly Row[], limit: number, ends: 'included' | 'excluded', range = {}) {
  const ask = ({ modifiedAfter, modifiedBefore }: { modifiedAfter?: string; modifiedBefore?: string }) => {
    const after = modifiedAfter ? Date.parse(`${modifiedAfter}Z`) / 1000 : Number.NEGATIVE_INFINITY
    const before = modifiedBefore ? Date.parse(`${modifiedBefore}Z`) / 1000 : Number.POSITIVE_INFINITY
    return rows
      .filter(({ modified }) =>
        ends === 'included' ? modified >= after && modified <= before : modified > after && modified < before,
      )
      .slice(0, limit)
  }
  let plan: WindowPlan = planWindows(range, now)
  let found: Row[] = []
  let calls = 0
  for (let window = plan.waiting[0]; window; window = plan.waiting[0]) {
    const answer = ask(rangeOf(window, plan))
    found = mergeByKey(found, answer)
    plan = afterAnswer(plan, answer.length >= limit)
    calls += 1
  }
  return { found, plan, calls }
}

const rowsEvery = (seconds: number, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    requestKey: `n${index}`,
    modified: now - 5 - index * seconds,
  }))

test.each(['included', 'excluded'] as const)(
  'Every request is found once when the ends of a window are %s',
  (ends) => {
    const rows = rowsEvery(7, 640)
    const { found, plan } = loadAll(rows, 10, ends)
    expect(found.map(({ requestKey }) => requestKey).sort()).toEqual(
      rows.map(({ requestKey }) => requestKey).sort(),
    )
    expect(plan.overfull).toEqual([])
  },
)

test('A request from before the far past and one from a clock ahead of ours are found too', () => {
  const rows = [
    ...rowsEvery(60, 25),
    { requestKey: 'ahead', modified: now + 90 },
    { requestKey: 'ancient', modified: 0 },
  ]
  expect(loadAll(rows, 10, 'excluded').found).toHaveLength(27)
})

test('A single second that fills an answer is named and ends the halving', () => {
  const rows = Array.from({ length: 30 }, (_, index) => ({ requestKey: `n${index}`, modified: now - 4000 }))
  const { plan, calls } = loadAll(rows, 10, 'included')
  expect(plan.overfull.length).toBeGreaterThan(0)
  expect(calls).toBeLessThan(200)
})

test('The dates that the person set stay the outer ends', () => {
  const plan = planWindows({ modifiedAfter: '2026-11-01', modifiedBefore: '2026-11-03T00:00:00' }, now)
  expect(plan.waiting.map((window) => rangeOf(window, plan))).toEqual([
    { modifiedAfter: '2026-11-02T00:00:00', modifiedBefore: '2026-11-03T00:00:00' },
    { modifiedAfter: '2026-11-01T00:00:00', modifiedBefore: '2026-11-02T00:00:01' },
  ])
})

test('Without dates the newest half is asked for first, open at its end', () => {
  const plan = planWindows({}, now)
  const ranges = plan.waiting.map((window) => rangeOf(window, plan))
  expect(ranges[0]?.modifiedBefore).toBeUndefined()
  expect(ranges[1]?.modifiedAfter).toBeUndefined()
})

test('A window of one second is not halved', () => {
  expect(halve({ after: 10, before: 12 })).toBeNull()
  expect(halve({ after: 10, before: 13 })).toEqual([
    { after: 11, before: 13 },
    { after: 10, before: 12 },
  ])
})
