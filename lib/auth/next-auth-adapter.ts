import { eq } from 'drizzle-orm'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import type { Db } from '#lib/db/open-database.ts'
import { people } from '#lib/db/schema.ts'
import type { SessionStore } from './session-store.ts'

/**
 * What next-auth needs to keep sessions, and no more: tokens never pass through it (the vault has them), and accounts are never linked.
 * While a callback runs no earlier session is shown to next-auth: shown one, it would link the new identity to the old person or keep the old token.
 */
export function createNextAuthAdapter(db: Db, store: SessionStore, during: 'callback' | 'other'): Adapter {
  const findPerson = async (id: string): Promise<AdapterUser | null> => {
    const [person] = await db.select().from(people).where(eq(people.id, id))
    return person ? { id: person.id, name: person.name, email: person.login, emailVerified: null } : null
  }
  return {
    // The provider stores the person before next-auth asks, so the account id is ours and the user always exists.
    getUserByAccount: ({ providerAccountId }) => findPerson(providerAccountId),
    getUser: findPerson,
    getUserByEmail: async () => null,
    createUser: async () => refuse(),
    linkAccount: async () => refuse(),
    updateUser: async () => refuse(),
    async createSession({ sessionToken, userId }) {
      const { expiresAt } = await store.create(sessionToken, userId)
      return { sessionToken, userId, expires: expiresAt }
    },
    async getSessionAndUser(sessionToken) {
      if (during === 'callback') return null
      const person = await store.find(sessionToken)
      if (!person) return null
      return {
        session: { sessionToken, userId: person.id, expires: new Date(8.64e15) },
        user: { id: person.id, name: person.name, email: person.login, emailVerified: null },
      }
    },
    updateSession: async () => null,
    deleteSession: (sessionToken) => store.end(sessionToken),
  }
}

function refuse(): never {
  throw new Error('People come from Concur alone: next-auth neither creates nor links them.')
}
