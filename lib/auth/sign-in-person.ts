import { eq } from 'drizzle-orm'
import type { Identity } from '#lib/concur/identity-v4.ts'
import type { OAuthTokens } from '#lib/concur/oauth.ts'
import type { Db } from '#lib/db/open-database.ts'
import { grants, people } from '#lib/db/schema.ts'
import type { SignedInPerson } from './session-store.ts'
import type { TokenVault } from './token-vault.ts'

/** Stores who signed in and their grant. The same Concur user of the same company is always the same person here; nothing links two. */
export async function signInPerson(
  db: Db,
  vault: TokenVault,
  identity: Identity,
  tokens: OAuthTokens,
): Promise<typeof people.$inferSelect> {
  const { id: concurUserId, login, name, companyId } = identity
  // A sign-in during which Identity v4 was closed knows the person by id alone: it must not unlearn what an earlier one knew.
  const learnt = login === concurUserId ? { concurUserId } : { login, name, companyId: companyId ?? '' }
  const [person] = await db
    .insert(people)
    .values({ concurUserId, login, name, companyId: companyId ?? '' })
    .onConflictDoUpdate({ target: people.concurUserId, set: learnt })
    .returning()
  if (!person) throw new Error('The database returned no person.')
  await vault.store(person.id, tokens)
  return person
}

/** The person as a job sees them: by grant, whether or not a session is open. */
export async function findSignedInPerson(db: Db, id: string): Promise<SignedInPerson> {
  const [found] = await db
    .select({ person: people, scopes: grants.scopes, geolocation: grants.geolocation })
    .from(people)
    .leftJoin(grants, eq(grants.personId, people.id))
    .where(eq(people.id, id))
  if (!found) throw new Error('The person of this job is not known any more.')
  const { createdAt: _, ...person } = found.person
  return { ...person, scopes: found.scopes?.split(' ') ?? [], geolocation: found.geolocation ?? '' }
}
