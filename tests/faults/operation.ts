import type { Person } from '../../sandbox/people.ts'
import type { FaultyDesk } from './faulty-desk.ts'
import type { Seen } from './seen.ts'

/** How the desk uses a call of Concur: what must hold under a fault follows from it. */
export type Kind =
  | 'read by a person'
  | 'read before a write'
  | 'read back by a person'
  | 'write by a person'
  | 'read in a job'
  | 'write in a job'
  | 'batch in a job'
  | 'read back in a job'
  | 'token'
  | 'sign-in'
  | 'read at sign-in'

export interface StruckCall {
  method: string
  path: string
  query?: string
}

/** Somebody about to do it, on objects of their own. */
export interface Attempt {
  does(): Promise<Seen>
  /** The calls that the fault strikes, where the operation alone does not say. */
  strikes?: StruckCall
  /** How often the sandbox's own state says that it was done. Left out where nothing is written. */
  happened?(): Promise<number> | number
}

export interface Operation {
  /** Heads its row. */
  row: string
  /** A sentence that goes on with "while Concur …". */
  title: string
  kind: Kind
  person: Person
  /** The calls that the fault strikes. */
  strikes: StruckCall
  /** As many of them come before the fault is there. */
  before?: number
  /** Writes that go out besides the struck ones. */
  besides?(ends: Seen['ends']): number
  /** How long the desk waits for an answer, in milliseconds. Default a minute, as the HTTP status page says. */
  patience?: number
  prepare(at: FaultyDesk): Promise<Attempt>
}
