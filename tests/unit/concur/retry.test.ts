import { describe, expect, it } from 'vitest'
import {
  ConcurBusy,
  ConcurConflict,
  ConcurDeadlock,
  type ConcurError,
  ConcurForbidden,
  ConcurMalformed,
  ConcurNotFound,
  ConcurRefused,
  ConcurTimeout,
  ConcurUnavailable,
  type Sent,
} from '../../../lib/concur/errors.ts'
import { decideRefresh, decideRetry, type RetryMode } from '../../../lib/concur/retry.ts'

const now = 1_000_000
const facts = (sent: Sent, retryAfterMs?: number) => ({ operation: 'x', sent, retryAfterMs })
const deadlock = new ConcurDeadlock('', facts('no'))
const busy = (retryAfterMs?: number) => new ConcurBusy('', facts('no', retryAfterMs))
const down = (sent: Sent = 'maybe', retryAfterMs?: number) =>
  new ConcurUnavailable('', facts(sent, retryAfterMs))
const late = new ConcurTimeout('', facts('maybe'))
const givenUp = new ConcurTimeout('', { ...facts('maybe'), abandoned: true })

const stop = { retry: false }
const soon = (afterMs: number) => ({ retry: true, afterMs })
const later = (ms: number) => ({ retry: false, reschedule: true, at: now + ms })

interface Row {
  story: string
  error: ConcurError
  isRead: boolean
  mode: RetryMode
  attempt?: number
  decision: object
}

const rows: Row[] = [
  {
    story: 'a deadlocked write is resent shortly',
    error: deadlock,
    isRead: false,
    mode: 'page',
    decision: soon(300),
  },
  {
    story: 'a deadlock is resent a third time',
    error: deadlock,
    isRead: true,
    mode: 'job',
    attempt: 3,
    decision: soon(1200),
  },
  {
    story: 'a deadlock is not resent a fourth time',
    error: deadlock,
    isRead: false,
    mode: 'job',
    attempt: 4,
    decision: stop,
  },
  {
    story: 'a page slows down once for a short 429',
    error: busy(0),
    isRead: true,
    mode: 'page',
    decision: soon(750),
  },
  {
    story: 'a write that was told to slow down was not carried out',
    error: busy(1500),
    isRead: false,
    mode: 'page',
    decision: soon(1500),
  },
  {
    story: 'a page does not wait for a long 429',
    error: busy(30_000),
    isRead: true,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'a page slows down only once',
    error: busy(),
    isRead: true,
    mode: 'page',
    attempt: 2,
    decision: stop,
  },
  {
    story: 'a job slows down more each time',
    error: busy(),
    isRead: true,
    mode: 'job',
    attempt: 3,
    decision: soon(3000),
  },
  {
    story: 'a job leaves for a long 429',
    error: busy(45_000),
    isRead: false,
    mode: 'job',
    decision: later(45_000),
  },
  {
    story: 'a job gives up on a 429 that never ends',
    error: busy(),
    isRead: true,
    mode: 'job',
    attempt: 7,
    decision: stop,
  },
  {
    story: 'a write that may have arrived is never repeated by a page',
    error: down(),
    isRead: false,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'a write that may have arrived is never repeated by a job',
    error: late,
    isRead: false,
    mode: 'job',
    decision: stop,
  },
  {
    story: 'a write whose answer was unreadable is never repeated',
    error: new ConcurMalformed('', facts('yes')),
    isRead: false,
    mode: 'job',
    decision: stop,
  },
  {
    story: 'a write that never left is sent again',
    error: down('no'),
    isRead: false,
    mode: 'page',
    decision: soon(300),
  },
  {
    story: 'a page tries a read on 503 once more',
    error: down(),
    isRead: true,
    mode: 'page',
    decision: soon(300),
  },
  {
    story: 'a page tries a read on 503 no third time',
    error: down(),
    isRead: true,
    mode: 'page',
    attempt: 2,
    decision: stop,
  },
  {
    story: 'a page does not wait behind an open circuit',
    error: down('no', 20_000),
    isRead: true,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'a page that waited for the deadline is told at once',
    error: late,
    isRead: true,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'a job comes back five minutes after a 503',
    error: down(),
    isRead: true,
    mode: 'job',
    decision: later(300_000),
  },
  {
    story: 'a job comes back five minutes after a time-out',
    error: late,
    isRead: true,
    mode: 'job',
    attempt: 3,
    decision: later(300_000),
  },
  {
    story: 'a job comes back later still when Concur says so',
    error: down('maybe', 900_000),
    isRead: true,
    mode: 'job',
    decision: later(900_000),
  },
  {
    story: 'a job stops after three tries',
    error: down(),
    isRead: true,
    mode: 'job',
    attempt: 4,
    decision: stop,
  },
  {
    story: 'a job comes back with a write that never left',
    error: down('no'),
    isRead: false,
    mode: 'job',
    decision: later(300_000),
  },
  { story: 'nobody repeats what was given up', error: givenUp, isRead: true, mode: 'job', decision: stop },
  {
    story: 'a refusal is a verdict',
    error: new ConcurRefused('', facts('no')),
    isRead: true,
    mode: 'job',
    decision: stop,
  },
  {
    story: 'a missing role is a verdict',
    error: new ConcurForbidden('', facts('no')),
    isRead: true,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'not found is a verdict',
    error: new ConcurNotFound('', facts('no')),
    isRead: true,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'a conflict is a verdict',
    error: new ConcurConflict('', facts('no')),
    isRead: true,
    mode: 'page',
    decision: stop,
  },
  {
    story: 'a malformed answer is not asked for again',
    error: new ConcurMalformed('', facts('yes')),
    isRead: true,
    mode: 'page',
    decision: stop,
  },
]

describe('what is done after a failed call', () => {
  it.each(rows)('$story', ({ error, isRead, mode, attempt = 1, decision }) => {
    expect(decideRetry({ attempt, error, isRead, mode, now, random: 0.5 })).toEqual(decision)
  })

  it('chance spreads the waits, within half of them', () => {
    const wait = (random: number) =>
      decideRetry({ attempt: 1, error: deadlock, isRead: true, mode: 'page', now, random })
    expect([wait(0), wait(0.999999)]).toEqual([soon(200), soon(400)])
  })
})

describe('whether a refused token is refreshed', () => {
  it.each([
    ['a 401 is worth a refresh', 401, 3_600_000, false, true],
    ['a second 401 is not', 401, 3_600_000, true, false],
    ['a 403 on a fresh token is about roles', 403, 3_600_000, false, false],
    ['a 403 near the end is worth a refresh', 403, 60_000, false, true],
    ['a 403 after the end is worth a refresh', 403, -1, false, true],
    ['a second 403 is about roles after all', 403, -1, true, false],
    ['a 400 is never about the token', 400, -1, false, false],
    ['no answer is never about the token', undefined, -1, false, false],
  ])('%s', (_, httpStatus, left, refreshed, expected) => {
    expect(decideRefresh({ httpStatus, expiresAt: now + left, now, refreshed })).toBe(expected)
  })
})
