import type { ConcurFault } from './concur-faults.ts'
import { comesAgain, isDoubtful, problemOf } from './meanings.ts'
import type { Operation } from './operation.ts'
import type { Expectation } from './oracle.ts'

interface SpecialCase {
  of(operation: Operation): boolean
  under(fault: ConcurFault): boolean
  because: string
  expect(usual: Expectation, fault: ConcurFault): Partial<Expectation>
}

const row =
  (...rows: string[]) =>
  (operation: Operation) =>
    rows.includes(operation.row)

const column =
  (...columns: string[]) =>
  (fault: ConcurFault) =>
    columns.includes(fault.column)

/** Where the rules do not hold, and why that is right. */
export const specialCases: readonly SpecialCase[] = [
  {
    of: row('create a request'),
    under: isDoubtful,
    because: 'A new request has no key before it exists: nothing can be read back.',
    expect: () => ({ ends: 'unknown' }),
  },
  {
    of: row('disconnect'),
    under: column('empty', 'truncated', 'two roots'),
    because:
      'An empty 200 is what Concur answers to a yes, as is half of it and twice of it, and nothing tells whether a grant still lives.',
    expect: () => ({ ends: 'done', status: 200 }),
  },
  {
    of: row('disconnect'),
    under: isDoubtful,
    because: 'Whether a grant still lives cannot be read back: the doubt is told as a problem.',
    expect: (_, { means }) => {
      if (means === 'nothing') return {}
      const [status, code] = problemOf[means]
      return { ends: 'problem', status, code }
    },
  },
  {
    of: row('read its owner'),
    under: ({ means }) => means === 'forbidden' || means === 'token over',
    because:
      'The company’s token need not open Identity v4: the report is shown without the name of its owner.',
    expect: () => ({ ends: 'shown', status: 200, code: undefined }),
  },
  {
    of: row('read one’s own report'),
    under: ({ means }) => means === 'forbidden',
    because:
      'What Concur does not show to a traveler it may show to her role: the other ways to the report are tried.',
    expect: () => ({ ends: 'shown', status: 200, code: undefined }),
  },
  {
    of: row('read who signs in'),
    under: ({ means }) => means === 'forbidden',
    because: 'Not every company opens Identity v4 to the app: people are then known by their id.',
    expect: () => ({ ends: 'done', code: undefined }),
  },
  {
    of: row('scan a report'),
    under: ({ means }) => !comesAgain(means),
    because: 'Nothing of a scan is ever to be sent: a report that could not be read counts as failed.',
    expect: ({ ends, code }) => (ends === 'not-sent' ? { ends: 'refused', code } : {}),
  },
  {
    of: row('batch: update'),
    under: (fault) => isDoubtful(fault) && fault.effect === true,
    because:
      'An update cannot be read back, and sending it again changes nothing: so it is sent again, and nothing is claimed.',
    expect: ({ rests: [rest = 0] }) => ({
      ends: 'unknown',
      calls: 4,
      rests: [rest, rest, rest],
      job: 'failed',
    }),
  },
]
