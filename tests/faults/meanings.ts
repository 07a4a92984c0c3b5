/** What a fault amounts to for whoever called. */
export type Meaning =
  | 'nothing'
  | 'no answer'
  | 'away'
  | 'busy'
  | 'deadlock'
  | 'token over'
  | 'forbidden'
  | 'refused'
  | 'unreadable'

/** All that is a fault. */
export type Trouble = Exclude<Meaning, 'nothing'>

/** After these nobody knows whether a write arrived. */
export const isDoubtful = ({ means }: { means: Meaning }): boolean =>
  means === 'no answer' || means === 'away' || means === 'unreadable'

/** After these Concur is let rest, and a job comes again. */
export const comesAgain = (means: Meaning): means is 'no answer' | 'away' | 'busy' =>
  means === 'no answer' || means === 'away' || means === 'busy'

/** The problem that a person is told. */
export const problemOf: Record<Trouble, [status: number, code: string]> = {
  'no answer': [504, 'concur-timeout'],
  away: [503, 'concur-unavailable'],
  busy: [503, 'concur-busy'],
  deadlock: [503, 'concur-busy'],
  'token over': [401, 'session-expired'],
  forbidden: [403, 'concur-forbidden'],
  refused: [422, 'concur-refused'],
  unreadable: [502, 'concur-malformed'],
}

/** How a job names it, where Concur turned a row away or its answer cannot be read. */
export const classOf: Record<Trouble, string> = {
  'no answer': 'ConcurTimeout',
  away: 'ConcurUnavailable',
  busy: 'ConcurBusy',
  deadlock: 'ConcurDeadlock',
  'token over': 'ConcurSessionExpired',
  forbidden: 'ConcurForbidden',
  refused: 'ConcurRefused',
  unreadable: 'ConcurMalformed',
}
