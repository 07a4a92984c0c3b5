import type { FAULT_KINDS } from '../../sandbox/control/faults.ts'
import type { Meaning } from './meanings.ts'

export interface ConcurFault {
  /** Heads its column, and names it in a title: "… while Concur <when>". */
  column: string
  when: string
  means: Meaning
  strike: { kind: (typeof FAULT_KINDS)[number]; ms?: number; retryAfter?: number; effect?: boolean }
  /** Strikes so many calls and is over; without it, every call. */
  times?: number
  /** Concur carries the call out all the same. */
  effect?: boolean
  /** Leads to another host. */
  elsewhere?: boolean
}

/** The columns of the matrix. */
export const concurFaults: readonly ConcurFault[] = [
  {
    column: 'delay',
    when: 'takes its time',
    means: 'nothing',
    strike: { kind: 'delay', ms: 20 },
    effect: true,
  },
  { column: 'hang', when: 'never answers', means: 'no answer', strike: { kind: 'hang' } },
  {
    column: 'hang after effect',
    when: 'does it and never answers',
    means: 'no answer',
    strike: { kind: 'timeout-after-effect' },
    effect: true,
  },
  {
    column: '429, 1 s',
    when: 'asks for a second of patience',
    means: 'busy',
    strike: { kind: '429', retryAfter: 1 },
  },
  {
    column: '429, 120 s',
    when: 'asks for two minutes of patience',
    means: 'busy',
    strike: { kind: '429', retryAfter: 120 },
  },
  { column: '429', when: 'asks to slow down', means: 'busy', strike: { kind: '429' } },
  { column: '503', when: 'is down', means: 'away', strike: { kind: '503' } },
  { column: '503 once', when: 'is down for a moment', means: 'away', strike: { kind: '503' }, times: 1 },
  { column: '500', when: 'breaks', means: 'away', strike: { kind: '500' } },
  {
    column: '500 after effect',
    when: 'does it and breaks',
    means: 'away',
    strike: { kind: '500', effect: true },
    effect: true,
  },
  { column: 'deadlock', when: 'stays in a deadlock', means: 'deadlock', strike: { kind: 'deadlock' } },
  {
    column: 'deadlock twice',
    when: 'meets two deadlocks',
    means: 'deadlock',
    strike: { kind: 'deadlock' },
    times: 2,
  },
  { column: '401', when: 'does not take the token', means: 'token over', strike: { kind: '401' } },
  {
    column: '403 expired, once',
    when: 'says that the token has expired',
    means: 'token over',
    strike: { kind: '403-expired' },
    times: 1,
  },
  {
    column: '403 expired',
    when: 'says of every token that it has expired',
    means: 'token over',
    strike: { kind: '403-expired' },
  },
  { column: '403', when: 'does not allow it', means: 'forbidden', strike: { kind: '403' } },
  {
    column: 'reset before',
    when: 'loses the connection at once',
    means: 'away',
    strike: { kind: 'reset-before' },
  },
  {
    column: 'reset after effect',
    when: 'does it and loses the connection',
    means: 'away',
    strike: { kind: 'reset-after-effect' },
    effect: true,
  },
  {
    column: 'truncated',
    when: 'does it and answers by half',
    means: 'unreadable',
    strike: { kind: 'truncated' },
    effect: true,
  },
  { column: 'HTML', when: 'hides behind a gateway’s page', means: 'unreadable', strike: { kind: 'html' } },
  {
    column: 'HTML after effect',
    when: 'does it behind a gateway’s page',
    means: 'unreadable',
    strike: { kind: 'html', effect: true },
    effect: true,
  },
  {
    column: 'wrong root',
    when: 'answers something else',
    means: 'unreadable',
    strike: { kind: 'wrong-root' },
  },
  {
    column: 'two roots',
    when: 'does it and answers twice in one',
    means: 'unreadable',
    strike: { kind: 'two-roots' },
    effect: true,
  },
  {
    column: 'endless',
    when: 'answers without an end',
    means: 'unreadable',
    strike: { kind: 'endless' },
  },
  { column: 'empty', when: 'answers nothing', means: 'unreadable', strike: { kind: 'empty' } },
  {
    column: 'malformed',
    when: 'answers what breaks off',
    means: 'unreadable',
    strike: { kind: 'malformed' },
  },
  {
    column: 'DOCTYPE',
    when: 'answers with entities to expand',
    means: 'unreadable',
    strike: { kind: 'doctype' },
  },
  { column: 'chunk refused', when: 'refuses the call', means: 'refused', strike: { kind: 'chunked' } },
  {
    column: 'redirect',
    when: 'points to another host',
    means: 'unreadable',
    strike: { kind: 'redirect' },
    elsewhere: true,
  },
]
