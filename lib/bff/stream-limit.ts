import { Refusal } from '#lib/refusal.ts'
import { STREAMS_OF_A_PERSON } from './limits.ts'

/** Event streams stay open, so that calls a second do not bound them. */
export interface StreamLimit {
  /**
   * Counts a person's stream as open until it ends.
   * @throws Refusal 429 when too many are
   */
  hold<T>(personId: string, events: AsyncGenerator<T>): AsyncGenerator<T>
}

export function createStreamLimit(): StreamLimit {
  const open = new Map<string, number>()
  const count = (personId: string, by: 1 | -1) => {
    const many = (open.get(personId) ?? 0) + by
    if (many === 0) open.delete(personId)
    else open.set(personId, many)
  }

  async function* counted<T>(personId: string, events: AsyncGenerator<T>): AsyncGenerator<T> {
    count(personId, 1)
    try {
      yield* events
    } finally {
      count(personId, -1)
    }
  }

  return {
    hold(personId, events) {
      if ((open.get(personId) ?? 0) >= STREAMS_OF_A_PERSON)
        throw new Refusal(
          'too-many-calls',
          429,
          `You follow ${STREAMS_OF_A_PERSON} jobs at once already. Nothing was changed: close a page of Clearance.`,
          { retryAfterSeconds: 30 },
        )
      return counted(personId, events)
    },
  }
}
