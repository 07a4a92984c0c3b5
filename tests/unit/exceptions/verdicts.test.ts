import { describe, expect, it } from 'vitest'
import type { ReportException } from '#lib/concur/exceptions-v4.ts'
import { addVerdict, clearVerdict, type Said } from '#lib/exceptions/verdicts.ts'

const AUDIT: ReportException = {
  exceptionCode: 'AUDIT',
  exceptionVisibility: 'PROCESSOR',
  isBlocking: false,
  message: 'The report was picked at random for an audit.',
  expenseId: null,
  allocationId: null,
  parentExpenseId: null,
}
const other = { ...AUDIT, exceptionCode: 'LATE60' }

/** What Concur said, what stands at the place afterwards (null: it could not be read), and what became of the write. */
const CLEARS: [Said, ReportException[] | null, string, string][] = [
  ['confirmed', [], 'done', 'gone from here'],
  ['confirmed', [other], 'done', 'gone from here'],
  ['confirmed', [AUDIT], 'unknown', 'raised it again'],
  ['confirmed', null, 'unknown', 'could not be read back'],
  ['unclear', [], 'done', 'no clear answer; read back'],
  ['unclear', [AUDIT, other], 'unknown', 'still stands here'],
  ['unclear', null, 'unknown', 'could not be read back'],
]

const forAll: ReportException = { ...AUDIT, exceptionVisibility: 'ALL' }
const ADDS: typeof CLEARS = [
  ['confirmed', [other, AUDIT], 'done', 'stands here'],
  ['confirmed', [forAll], 'unknown', 'another visibility'],
  ['confirmed', [other], 'unknown', 'does not stand here'],
  ['unclear', [AUDIT], 'done', 'no clear answer; read back'],
  ['unclear', [], 'unknown', 'does not stand here'],
  ['unclear', null, 'unknown', 'could not be read back'],
]

describe('What became of a write', () => {
  it.each(CLEARS)('a clear that is %s with %j standing is %s', (said, standing, outcome, words) => {
    const verdict = clearVerdict(said, standing, 'AUDIT')
    expect(verdict).toMatchObject({ outcome, message: expect.stringContaining(words) })
  })

  it.each(ADDS)('an add that is %s with %j standing is %s', (said, standing, outcome, words) => {
    const verdict = addVerdict(said, standing, AUDIT)
    expect(verdict).toMatchObject({ outcome, message: expect.stringContaining(words) })
  })
})
