import { PRIYA } from '../../sandbox/people.ts'
import type { ConcurFault } from './concur-faults.ts'
import { classOf, comesAgain, isDoubtful, problemOf, type Trouble } from './meanings.ts'
import type { Kind, Operation } from './operation.ts'
import type { Seen } from './seen.ts'
import { specialCases } from './special-cases.ts'

/** What must come of an operation under a fault. */
export interface Expectation {
  ends: Seen['ends']
  code?: string
  status?: number
  /** The struck calls, repeats included. */
  calls: number
  /** How long the job rests, each time, in seconds. */
  rests: number[]
  job?: 'done' | 'failed'
}

const FIVE_MINUTES = 300
const A_MOMENT = 15

/**
 * How often a call is made at a stretch, if it never goes well. A read is repeated once for a person who waits, and never in a job,
 * which comes again after five minutes. Whatever its kind, a call that Concur surely did not carry out may be repeated: three times
 * after a deadlock, once with another token, and with growing waits after a 429, as long as somebody waits for it.
 */
function tries(
  { means, strike: { retryAfter = 0 } }: ConcurFault,
  mode: 'page' | 'job',
  isRead: boolean,
): number {
  if (means === 'deadlock') return 4
  if (means === 'token over') return 2
  if (means === 'busy') return mode === 'page' ? (retryAfter > 2 ? 1 : 2) : retryAfter > 10 ? 1 : 5
  if (means === 'away') return isRead && mode === 'page' ? 2 : 1
  return 1
}

/** @param happened whether the sandbox says so: a doubtful write is told as done only then */
export function expectationOf(
  operation: Operation,
  fault: ConcurFault,
  happened: number | null,
): Expectation {
  const usual = usually(operation, fault, happened)
  const special = specialCases.find(({ of, under }) => of(operation) && under(fault))
  return special ? { ...usual, ...special.expect(usual, fault) } : usual
}

function usually(operation: Operation, fault: ConcurFault, happened: number | null): Expectation {
  const isRead = operation.kind.startsWith('read')
  const mode = operation.kind.endsWith('job') ? 'job' : 'page'
  // A code or a refresh token may be spent by the first call: it is sent once.
  const isOnce = operation.kind === 'token' || operation.kind === 'sign-in'
  const atAStretch = isOnce ? 1 : tries(fault, mode, isRead)
  const isWell = fault.means === 'nothing' || (fault.times ?? Number.POSITIVE_INFINITY) < atAStretch
  const calls = isWell ? (fault.times ?? 0) + 1 : atAStretch
  const well = { calls, rests: operation.kind === 'read back in a job' ? [A_MOMENT] : [] }
  const ends = isDoubtful(fault) ? (happened ? 'done' : 'unknown') : 'done'
  if (fault.means === 'nothing' || isWell) return { ...well, ...wellFor(operation.kind, calls) }
  const meaning = fault.means

  switch (operation.kind) {
    case 'read by a person':
    case 'read before a write':
      return { ...well, ...problemFor(operation, meaning) }
    case 'write by a person':
      return isDoubtful(fault)
        ? { ends, status: 200, calls: 1, rests: [] }
        : { ...well, ...problemFor(operation, meaning) }
    case 'read back by a person':
      return { ...well, ends: 'unknown', status: 200 }
    case 'read in a job':
      return inJob(operation, fault, calls, 'not-sent')
    case 'write in a job':
      if (isDoubtful(fault)) return { ends, status: 202, calls: 1, rests: [], job: 'done' }
      return inJob(operation, fault, calls, 'refused')
    case 'batch in a job':
      return batchInJob(fault, calls, happened)
    case 'read back in a job':
      return readBackInJob(fault, calls)
    case 'token':
      return { ...well, ...problemFor(operation, meaning) }
    case 'sign-in':
    case 'read at sign-in':
      return { ...well, ends: 'problem', status: 302, code: 'unavailable' }
  }
}

function wellFor(kind: Kind, calls: number): Pick<Expectation, 'ends' | 'status' | 'job' | 'calls'> {
  if (kind === 'read by a person' || kind === 'token') return { ends: 'shown', status: 200, calls }
  // It is read once more, to be shown as it is then.
  if (kind === 'read before a write') return { ends: 'done', status: 200, calls: calls + 1 }
  if (kind === 'sign-in' || kind === 'read at sign-in') return { ends: 'done', status: 302, calls }
  return kind.endsWith('job')
    ? { ends: 'done', status: 202, job: 'done', calls }
    : { ends: 'done', status: 200, calls }
}

function problemFor({ person }: Operation, means: Trouble) {
  // Priya's processing is done with the company's token: another sign-in of hers would change nothing.
  const isCompany = person === PRIYA && means === 'token over'
  const [status, code] = problemOf[isCompany ? 'forbidden' : means]
  return { ends: 'problem' as const, status, code }
}

/** A job comes again three times, each time after the rest that Concur asks for; then it gives up. */
function inJob(
  { person }: Operation,
  fault: ConcurFault,
  calls: number,
  turnedAway: 'refused' | 'not-sent',
): Expectation {
  const { means, strike, times } = fault
  if (means === 'nothing') throw new Error('Nothing is no fault.')
  if (comesAgain(means)) {
    const rest = means === 'busy' ? Math.max(60, strike.retryAfter ?? 0) : FIVE_MINUTES
    if (times !== undefined)
      return { ends: 'done', status: 202, calls: times + 1, rests: Array(times).fill(rest), job: 'done' }
    const gaveUp = { ends: 'not-sent', code: 'concur-away', job: 'failed' } as const
    return { ...gaveUp, status: 202, calls: 4 * calls, rests: [rest, rest, rest] }
  }
  const isCompany = person === PRIYA && (means === 'token over' || means === 'forbidden')
  const code = isCompany ? 'concur-forbidden' : classOf[means]
  const ends = means === 'token over' && !isCompany ? 'not-sent' : turnedAway
  return { ends, code, status: 202, calls, rests: [], job: 'done' }
}

/** A batch that may have arrived is read back after a rest; only what is proven to be missing is sent again. */
function batchInJob(fault: ConcurFault, calls: number, happened: number | null): Expectation {
  const { means, strike, times } = fault
  if (isDoubtful(fault)) {
    const rest = means === 'no answer' || strike.kind === '503' ? FIVE_MINUTES : A_MOMENT
    if (fault.effect || times) {
      const sent = fault.effect ? 1 : 2
      return { ends: 'done', status: 202, calls: sent, rests: [rest], job: 'done' }
    }
    return {
      ends: happened ? 'done' : 'unknown',
      status: 202,
      calls: 4,
      rests: [rest, rest, rest],
      job: 'failed',
    }
  }
  if (means === 'busy') {
    const rest = Math.max(60, strike.retryAfter ?? 0)
    return {
      ends: 'not-sent',
      status: 202,
      code: 'concur-away',
      calls: 4 * calls,
      rests: [rest, rest, rest],
      job: 'failed',
    }
  }
  return { ends: 'not-sent', status: 202, calls, rests: [], job: 'failed' }
}

function readBackInJob({ means, strike, times }: ConcurFault, calls: number): Expectation {
  if (!comesAgain(means)) return { ends: 'unknown', status: 202, calls, rests: [A_MOMENT], job: 'failed' }
  const rest = means === 'busy' ? Math.max(60, strike.retryAfter ?? 0) : FIVE_MINUTES
  if (times !== undefined)
    return { ends: 'done', status: 202, calls: times + 1, rests: [A_MOMENT, rest], job: 'done' }
  return { ends: 'unknown', status: 202, calls: 3 * calls, rests: [A_MOMENT, rest, rest], job: 'failed' }
}
