import { expect, test } from 'vitest'
import { settleTicks } from '#components/exceptions/code-ticks.ts'
import { groupByCode } from '#components/exceptions/group-by-code.ts'
import { exceptionOf, reportOf } from './scanned-reports.ts'

const groups = groupByCode([
  reportOf('R1', { exceptions: [exceptionOf('LIMIT'), exceptionOf('LATE60')] }),
  reportOf('R2', { exceptions: [exceptionOf('LIMIT')] }),
])
const [one, two] = ['R1/header/LIMIT', 'R2/header/LIMIT']

test.each<[words: string, before: string[], after: string[], expected: string[]]>([
  ['a tick on a code ticks all of its places', [], ['LIMIT'], ['LIMIT', one, two]],
  ['a tick taken from a code is taken from its places', ['LIMIT', one, two], [one, two], []],
  ['with its last place a code is ticked too', [one], [one, two], ['LIMIT', one, two]],
  ['without one of its places a code is not ticked', ['LIMIT', one, two], ['LIMIT', one], [one]],
  ['other codes are left alone', [], [one], [one]],
])('Of codes and their places: %s', (_, before, after, expected) => {
  expect([...settleTicks(new Set(before), new Set(after), groups)].sort()).toEqual(expected.sort())
})
