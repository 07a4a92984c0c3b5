import { eq } from 'drizzle-orm'
import { failureOf } from '#lib/auth/concur-provider.ts'
import { grants, people } from '#lib/db/schema.ts'
import { MIRA } from '../../../sandbox/people.ts'
import { REDIRECT_URI } from '../../sandbox/client.ts'
import { consent } from '../../support/test-desk.ts'
import type { FaultyDesk } from '../faulty-desk.ts'
import type { Attempt, Operation } from '../operation.ts'
import { seenIn } from '../seen.ts'

/** Signs in once more: whether a new grant is stored says whether that happened. */
async function signIn({ desk }: FaultyDesk): Promise<Attempt> {
  const { app, sandbox } = desk
  const code = await consent(sandbox.url, MIRA)
  const version = async () => {
    const [grant] = await app.database.db
      .select({ version: grants.version })
      .from(grants)
      .innerJoin(people, eq(people.id, grants.personId))
      .where(eq(people.concurUserId, MIRA.id))
    return grant?.version ?? 0
  }
  const before = await version()
  return {
    async does() {
      try {
        const { name } = await app.completeSignIn(code, REDIRECT_URI)
        return { ends: 'done', status: 302, words: `Signed in as ${name}` }
      } catch (error) {
        const { failure } = failureOf(error)
        return { ends: 'problem', status: 302, code: failure, words: '' }
      }
    },
    happened: async () => (await version()) - before,
  }
}

const signingIn = (row: string, title: string, method: string, path: string): Operation => ({
  row,
  title,
  kind: 'sign-in',
  person: MIRA,
  strikes: { method, path },
  patience: 30_000,
  prepare: signIn,
})

/** What comes before and between. */
export const tokens: readonly Operation[] = [
  signingIn(
    'exchange a code',
    'Somebody signs in, their code is exchanged for tokens',
    'POST',
    '/oauth2/v0/token$',
  ),
  {
    ...signingIn(
      'read the keys',
      'Somebody signs in, and the keys of the id_token are read',
      'GET',
      '/jwks$',
    ),
    patience: 10_000,
    async prepare(at) {
      // The keys of before are too old by then.
      at.clock.advance(600_000)
      return signIn(at)
    },
  },
  {
    ...signingIn(
      'read who signs in',
      'Somebody signs in, and their name is read',
      'GET',
      '/identity/v4/Users/',
    ),
    kind: 'read at sign-in',
    patience: undefined,
  },
  {
    row: 'refresh a token',
    title: 'An approver opens the inbox, and her token is refreshed',
    kind: 'token',
    person: MIRA,
    strikes: { method: 'POST', path: '/oauth2/v0/token$' },
    patience: 30_000,
    async prepare({ browser, clock }) {
      clock.advance(3_590_000)
      return { does: async () => seenIn(await browser.get('/api/requests')) }
    },
  },
]
