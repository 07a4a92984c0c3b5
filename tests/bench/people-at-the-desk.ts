import type { Desk } from './desk.ts'
import { type Answered, ask } from './load.ts'

/** Calls of the inbox's list, each by the next person. */
export function peopleAt(desk: Desk) {
  let turn = 0
  const etags = new Map<string, string>()
  const next = () => desk.sessions[turn++ % desk.sessions.length] ?? ''
  const url = `${desk.url}/api/requests?status=TOAPPROVE`
  return {
    /** As the first time. */
    reads: () => ask(url, { cookie: next() }),
    /** As every other time: with the ETag of the last answer. */
    async readsAgain(): Promise<Answered> {
      const cookie = next()
      const known = etags.get(cookie)
      const answered = await ask(url, known ? { cookie, 'if-none-match': known } : { cookie })
      etags.set(cookie, answered.etag)
      return answered
    },
  }
}
