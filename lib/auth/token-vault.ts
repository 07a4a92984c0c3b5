import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { ConcurSessionExpired, ConcurUnavailable } from '#lib/concur/errors.ts'
import type { OAuthTokens } from '#lib/concur/oauth.ts'
import { OAuthRefused } from '#lib/concur/oauth.ts'
import type { AccessToken, TokenSource } from '#lib/concur/transport.ts'
import type { Db } from '#lib/db/open-database.ts'
import { grants } from '#lib/db/schema.ts'
import type { Sealer } from './sealed-text.ts'

/** A token this close to its end is refreshed before use: a slow call must not outlive it. */
const REFRESH_AHEAD_MS = 60_000
/** Longer than two calls of the token endpoint (somebody who lives in another data center needs two), so that a live refresh never loses its lease. */
const LEASE_MS = 75_000
const LEASE_POLL_MS = 150

type Grant = typeof grants.$inferSelect

/** OAuth grants of people, sealed at rest. The only place that holds tokens; nothing of it reaches a browser, a log or a URL. */
export interface TokenVault {
  store(personId: string, tokens: OAuthTokens): Promise<void>
  tokensOf(personId: string): TokenSource
  /** Deletes the grant; whatever asks for its tokens afterwards hears that the person must sign in again. */
  forget(personId: string): Promise<void>
}

export interface VaultParts {
  db: Db
  sealer: Sealer
  refresh(refreshToken: string, geolocation: string): Promise<OAuthTokens>
  now: () => Date
  /** Whether this process alone has the database: only then may tokens be remembered, since nobody else can forget or rotate them. */
  alone: boolean
}

export function createTokenVault(parts: VaultParts): TokenVault {
  const { db, sealer, now } = parts
  const owner = randomUUID()
  const known = new Map<string, AccessToken>()
  const refreshing = new Map<string, Promise<AccessToken>>()

  async function load(personId: string): Promise<Grant> {
    const [grant] = await db.select().from(grants).where(eq(grants.personId, personId))
    if (!grant) throw expired('There is no Concur grant for this person any more.')
    if (grant.deadReason) throw expired(grant.deadReason)
    return grant
  }

  function openAccess(grant: Grant): AccessToken {
    return {
      accessToken: sealer.open(grant.accessToken, `access ${grant.personId}`),
      expiresAt: grant.accessExpiresAt.getTime(),
      geolocation: grant.geolocation,
    }
  }

  function sealed(personId: string, tokens: OAuthTokens) {
    return {
      geolocation: tokens.geolocation,
      scopes: tokens.scopes.join(' '),
      accessToken: sealer.seal(tokens.accessToken, `access ${personId}`),
      refreshToken: sealer.seal(tokens.refreshToken, `refresh ${personId}`),
      accessExpiresAt: new Date(tokens.expiresAt),
      leaseOwner: null,
      leaseUntil: null,
      deadReason: null,
      updatedAt: now(),
    }
  }

  /** One process at a time takes the lease by compare-and-swap; no transaction is open while Concur is called. */
  async function takeLease(grant: Grant): Promise<boolean> {
    const taken = await db
      .update(grants)
      .set({ leaseOwner: owner, leaseUntil: new Date(now().getTime() + LEASE_MS) })
      .where(
        and(
          eq(grants.personId, grant.personId),
          eq(grants.version, grant.version),
          or(isNull(grants.leaseUntil), lt(grants.leaseUntil, now())),
        ),
      )
      .returning({ personId: grants.personId })
    return taken.length > 0
  }

  async function refreshUnderLease(grant: Grant): Promise<AccessToken> {
    const held = and(eq(grants.personId, grant.personId), eq(grants.leaseOwner, owner))
    try {
      const refreshToken = sealer.open(grant.refreshToken, `refresh ${grant.personId}`)
      const tokens = await parts.refresh(refreshToken, grant.geolocation)
      // Concur may have rotated the refresh token: it is stored before anybody uses the new access token.
      const stored = await db
        .update(grants)
        .set({ ...sealed(grant.personId, tokens), version: grant.version + 1 })
        .where(held)
        .returning({ personId: grants.personId })
      // The lease was lost, or the grant forgotten meanwhile: what stands in the vault counts.
      if (stored.length === 0) return openAccess(await load(grant.personId))
      return { accessToken: tokens.accessToken, expiresAt: tokens.expiresAt, geolocation: tokens.geolocation }
    } catch (error) {
      const dead = error instanceof OAuthRefused && error.grantIsDead
      await db
        .update(grants)
        .set({ leaseOwner: null, leaseUntil: null, deadReason: dead ? error.message : null })
        .where(held)
      if (dead) throw expired(error.message)
      throw error
    }
  }

  async function refreshOnce(personId: string, stale: string | undefined): Promise<AccessToken> {
    const until = now().getTime() + LEASE_MS
    while (now().getTime() < until) {
      const grant = await load(personId)
      const stored = openAccess(grant)
      // Somebody else, here or in another process, was faster.
      if (stale !== undefined ? stored.accessToken !== stale : isFresh(stored)) return stored
      if (await takeLease(grant)) return refreshUnderLease(grant)
      await wait(LEASE_POLL_MS)
    }
    throw new ConcurUnavailable('Another process has been refreshing this grant for too long.', {
      operation: 'oauth refresh',
      sent: 'no',
    })
  }

  /** A promise a person: everybody who asks meanwhile waits for the same refresh. */
  function refreshShared(personId: string, stale: string | undefined): Promise<AccessToken> {
    const running = refreshing.get(personId)
    if (running) return running
    const refresh = refreshOnce(personId, stale)
      .then((token) => remember(personId, token))
      .finally(() => refreshing.delete(personId))
    known.delete(personId)
    refreshing.set(personId, refresh)
    return refresh
  }

  function remember(personId: string, token: AccessToken): AccessToken {
    if (parts.alone && refreshing.has(personId)) known.set(personId, token)
    return token
  }

  function isFresh(token: AccessToken): boolean {
    return token.expiresAt - now().getTime() > REFRESH_AHEAD_MS
  }

  return {
    async store(personId, tokens) {
      const row = sealed(personId, tokens)
      await db
        .insert(grants)
        .values({ personId, ...row })
        .onConflictDoUpdate({ target: grants.personId, set: { ...row, version: sql`${grants.version} + 1` } })
      known.delete(personId)
    },
    tokensOf: (personId) => ({
      async current() {
        const cached = known.get(personId)
        if (cached && isFresh(cached)) return cached
        const stored = openAccess(await load(personId))
        if (!isFresh(stored)) return refreshShared(personId, undefined)
        if (parts.alone) known.set(personId, stored)
        return stored
      },
      refresh: (stale) => refreshShared(personId, stale.accessToken),
    }),
    async forget(personId) {
      await db.delete(grants).where(eq(grants.personId, personId))
      refreshing.delete(personId)
      known.delete(personId)
    },
  }
}

function expired(reason: string): ConcurSessionExpired {
  return new ConcurSessionExpired(reason, { operation: 'oauth refresh', sent: 'no' })
}
