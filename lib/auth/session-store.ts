import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, lt, or } from 'drizzle-orm'
import type { Db } from '#lib/db/open-database.ts'
import { grants, people, sessions } from '#lib/db/schema.ts'

/** A working day: after it everybody signs in again, whatever they did. */
export const ABSOLUTE_LIMIT_MS = 12 * 3_600_000
/** Longer than a lunch, shorter than a forgotten laptop. */
export const IDLE_LIMIT_MS = 2 * 3_600_000
/** How long a found session is believed without asking again, where nobody else can end it. */
const REMEMBER_MS = 10_000
/** A page that polls must not write to the database at each call. */
const TOUCH_EVERY_MS = 60_000

/** The person behind a session, with what their grant allows. */
export interface SignedInPerson {
  id: string
  concurUserId: string
  companyId: string
  login: string
  name: string
  scopes: string[]
  geolocation: string
}

export interface SessionStore {
  create(token: string, personId: string): Promise<{ expiresAt: Date }>
  /** The person of a live session, or null; marks the session as used. */
  find(token: string): Promise<SignedInPerson | null>
  /** Whether there is a live session, without marking it as used. */
  lives(token: string): Promise<boolean>
  end(token: string): Promise<void>
  endAll(personId: string): Promise<void>
  /** Deletes what is past its limits. */
  sweep(): Promise<void>
}

export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * @param alone whether this process alone has the database, as with the embedded one: then found sessions are remembered for a moment, since every end of
 * a session passes through here. Several processes on one Postgres ask it each time.
 */
export function createSessionStore(db: Db, now: () => Date, alone: boolean): SessionStore {
  const remembered = new Map<string, { person: SignedInPerson; until: number }>()
  let ends = 0
  /** After each end, so that a look-up that was under way meanwhile does not bring an ended session back. */
  const forgetAll = () => {
    ends += 1
    remembered.clear()
  }
  const live = (token: string) =>
    and(
      eq(sessions.tokenHash, hash(token)),
      gt(sessions.expiresAt, now()),
      gt(sessions.lastSeenAt, idleSince()),
    )
  const idleSince = () => new Date(now().getTime() - IDLE_LIMIT_MS)
  return {
    async create(token, personId) {
      const at = now()
      const expiresAt = new Date(at.getTime() + ABSOLUTE_LIMIT_MS)
      await db
        .insert(sessions)
        .values({ tokenHash: hash(token), personId, createdAt: at, lastSeenAt: at, expiresAt })
      return { expiresAt }
    },
    async find(token) {
      const tokenHash = hash(token)
      const known = remembered.get(tokenHash)
      if (known && now().getTime() < known.until) return known.person
      const endsBefore = ends
      const [found] = await db
        .select({ session: sessions, person: people, scopes: grants.scopes, geolocation: grants.geolocation })
        .from(sessions)
        .innerJoin(people, eq(people.id, sessions.personId))
        .leftJoin(grants, eq(grants.personId, people.id))
        .where(live(token))
      if (!found) return null
      if (now().getTime() - found.session.lastSeenAt.getTime() > TOUCH_EVERY_MS)
        await db
          .update(sessions)
          .set({ lastSeenAt: now() })
          .where(eq(sessions.tokenHash, found.session.tokenHash))
      const { id, concurUserId, companyId, login, name } = found.person
      const person = {
        id,
        concurUserId,
        companyId,
        login,
        name,
        scopes: found.scopes?.split(' ') ?? [],
        geolocation: found.geolocation ?? '',
      }
      if (alone && ends === endsBefore)
        remembered.set(tokenHash, { person, until: now().getTime() + REMEMBER_MS })
      return person
    },
    async lives(token) {
      return (await db.select().from(sessions).where(live(token))).length > 0
    },
    async end(token) {
      await db.delete(sessions).where(eq(sessions.tokenHash, hash(token)))
      forgetAll()
    },
    async endAll(personId) {
      await db.delete(sessions).where(eq(sessions.personId, personId))
      forgetAll()
    },
    async sweep() {
      await db.delete(sessions).where(or(lt(sessions.expiresAt, now()), lt(sessions.lastSeenAt, idleSince())))
      forgetAll()
    },
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
