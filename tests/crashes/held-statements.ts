import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { z } from 'zod'

/** Which statement is held: the n-th that fits, right before the database gets it or right after it has carried it out. */
export const statementHold = z.object({
  /** A pattern on the statement's text. */
  match: z.string(),
  nth: z.number().int().positive().default(1),
  when: z.enum(['before', 'after']).default('before'),
})
export type StatementHold = z.input<typeof statementHold>

/**
 * Stands between the desk of this process and its driver, PGlite's or PostgreSQL's: the desk knows nothing of it.
 * @returns what lets the statement go on
 */
export function holdStatement(hold: StatementHold, onHeld: (text: string) => void): () => void {
  const { match, nth, when } = statementHold.parse(hold)
  const pattern = new RegExp(match, 'i')
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let seen = 0

  async function pass<T>(statement: unknown, run: () => Promise<T>): Promise<T> {
    const text = textOf(statement)
    if (pattern.test(text)) seen += 1
    const isHeld = pattern.test(text) && seen === nth
    if (isHeld && when === 'before') {
      onHeld(text)
      await released
    }
    const result = await run()
    if (isHeld && when === 'after') {
      onHeld(text)
      await released
    }
    return result
  }

  watch(PGlite.prototype, pass)
  const { transaction } = PGlite.prototype
  PGlite.prototype.transaction = function (work) {
    return Reflect.apply(transaction, this, [
      (tx: object) => Reflect.apply(work, undefined, [watch(Object.create(tx), pass)]),
    ])
  }
  watch(pg.Client.prototype, pass)
  watch(pg.Pool.prototype, pass)
  return release
}

type Pass = <T>(statement: unknown, run: () => Promise<T>) => Promise<T>

function watch(asked: object, pass: Pass): object {
  const query = Reflect.get(asked, 'query')
  Reflect.set(asked, 'query', function (this: object, ...given: unknown[]) {
    const ask = () => Reflect.apply(query, this, given)
    // With a callback it is the inside of a pool's query, which has passed here already.
    return given.some((each) => typeof each === 'function') ? ask() : pass(given[0], async () => ask())
  })
  return asked
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement
  return z.object({ text: z.string() }).catch({ text: '' }).parse(statement).text
}
