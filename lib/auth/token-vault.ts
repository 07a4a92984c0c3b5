import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { ConcurForbidden, ConcurSessionExpired, ConcurUnavailable } from '#lib/concur/errors.ts'
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

/** The holder of the company's grant; people hold theirs under their id, a UUID. */
const COMPANY = 'company'

type Grant = typeof grants.$inferSelect

/** OAuth grants of people and of the company, sealed at rest. The only place that holds tokens; nothing of it reaches a browser, a log or a URL. */
export interface TokenVault {
  store(personId: string, tokens: OAuthTokens): Promise<void>
  tokensOf(personId: string): TokenSource
  /** Deletes the grant; whatever asks for its tokens afterwards hears that the person must sign in again. */
  forget(personId: string): Promise<void>
  /**
   * Takes the company's configured refresh token in, without asking Concur. A grant that goes back to the same token stays: it
   * has been rotated since, and the configured one is spent; but where Concur refused that grant the configured token gets
   * another chance.
   */
  adoptCompanyGrant(refreshToken: string, geolocation: string): Promise<TokenSource>
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

  async function load(holder: string): Promise<Grant> {
    const [grant] = await db.select().from(grants).where(eq(grants.holder, holder))
    if (!grant) throw expired('There is no Concur grant for this person any more.')
    if (grant.deadReason) throw expired(grant.deadReason)
    return grant
  }

  function openAccess(grant: Grant): AccessToken {
    return {
      accessToken: sealer.open(grant.accessToken, `access ${grant.holder}`),
      expiresAt: grant.accessExpiresAt.getTime(),
      geolocation: grant.geolocation,
    }
  }

  function sealed(holder: string, tokens: StoredTokens) {
    return {
      geolocation: tokens.geolocation,
      scopes: tokens.scopes.join(' '),
      accessToken: sealer.seal(tokens.accessToken, `access ${holder}`),
      refreshToken: sealer.seal(tokens.refreshToken, `refresh ${holder}`),
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
          eq(grants.holder, grant.holder),
          eq(grants.version, grant.version),
          or(isNull(grants.leaseUntil), lt(grants.leaseUntil, now())),
        ),
      )
      .returning({ holder: grants.holder })
    return taken.length > 0
  }

  async function refreshUnderLease(grant: Grant): Promise<AccessToken> {
    const held = and(eq(grants.holder, grant.holder), eq(grants.leaseOwner, owner))
    try {
      const refreshToken = sealer.open(grant.refreshToken, `refresh ${grant.holder}`)
      const tokens = await parts.refresh(refreshToken, grant.geolocation)
      // Concur may have rotated the refresh token: it is stored before anybody uses the new access token.
      const stored = await db
        .update(grants)
        .set({ ...sealed(grant.holder, tokens), version: grant.version + 1 })
        .where(held)
        .returning({ holder: grants.holder })
      // The lease was lost, or the grant forgotten meanwhile: what stands in the vault counts.
      if (stored.length === 0) return openAccess(await load(grant.holder))
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

  async function refreshOnce(holder: string, stale: string | undefined): Promise<AccessToken> {
    const until = now().getTime() + LEASE_MS
    while (now().getTime() < until) {
      const grant = await load(holder)
      const stored = openAccess(grant)
      // Somebody else, here or in another process, was faster. A grant just taken in has no access token at all.
      const isAnother = stored.accessToken !== stale && stored.expiresAt > now().getTime()
      if (stale !== undefined ? isAnother : isFresh(stored)) return stored
      if (await takeLease(grant)) return refreshUnderLease(grant)
      await wait(LEASE_POLL_MS)
    }
    throw new ConcurUnavailable('Another process has been refreshing this grant for too long.', {
      operation: 'oauth refresh',
      sent: 'no',
    })
  }

  /** A promise a holder: everybody who asks meanwhile waits for the same refresh. */
  function refreshShared(holder: string, stale: string | undefined): Promise<AccessToken> {
    const running = refreshing.get(holder)
    if (running) return running
    const refresh = refreshOnce(holder, stale)
      .then((token) => remember(holder, token))
      .finally(() => refreshing.delete(holder))
    known.delete(holder)
    refreshing.set(holder, refresh)
    return refresh
  }

  function remember(holder: string, token: AccessToken): AccessToken {
    if (parts.alone && refreshing.has(holder)) known.set(holder, token)
    return token
  }

  function isFresh(token: AccessToken): boolean {
    return token.expiresAt - now().getTime() > REFRESH_AHEAD_MS
  }

  function tokensOf(holder: string): TokenSource {
    return {
      async current() {
        const cached = known.get(holder)
        if (cached && isFresh(cached)) return cached
        const stored = openAccess(await load(holder))
        if (!isFresh(stored)) return refreshShared(holder, undefined)
        if (parts.alone) known.set(holder, stored)
        return stored
      },
      refresh: (stale) => refreshShared(holder, stale.accessToken),
    }
  }

  return {
    async store(personId, tokens) {
      const row = sealed(personId, tokens)
      await db
        .insert(grants)
        .values({ holder: personId, personId, ...row })
        .onConflictDoUpdate({ target: grants.holder, set: { ...row, version: sql`${grants.version} + 1` } })
      known.delete(personId)
    },
    tokensOf,
    async forget(personId) {
      await db.delete(grants).where(eq(grants.holder, personId))
      refreshing.delete(personId)
      known.delete(personId)
    },
    async adoptCompanyGrant(refreshToken, geolocation) {
      const configuredHash = createHash('sha256').update(refreshToken).digest('base64url')
      // No access token yet: the first call refreshes.
      const unused = { accessToken: '', expiresAt: 0, scopes: [], refreshToken, geolocation }
      const row = { ...sealed(COMPANY, unused), configuredHash }
      await db
        .insert(grants)
        .values({ holder: COMPANY, ...row })
        .onConflictDoUpdate({
          target: grants.holder,
          set: { ...row, version: sql`${grants.version} + 1` },
          setWhere: or(ne(grants.configuredHash, configuredHash), isNotNull(grants.deadReason)),
        })
      const { current, refresh } = tokensOf(COMPANY)
      return {
        current: () => current().catch(notThePerson),
        refresh: (stale) => refresh(stale).catch(notThePerson),
      }
    },
  }
}

type StoredTokens = Pick<OAuthTokens, 'accessToken' | 'expiresAt' | 'refreshToken' | 'scopes' | 'geolocation'>

/** Nobody can sign in again for the company: a person must not be asked to. */
function notThePerson(error: unknown): never {
  if (!(error instanceof ConcurSessionExpired)) throw error
  throw new ConcurForbidden(
    'the company’s refresh token is not accepted any more, CONCUR_COMPANY_REFRESH_TOKEN needs a new one',
    { operation: 'oauth refresh', sent: 'no', cause: error },
  )
}

function expired(reason: string): ConcurSessionExpired {
  return new ConcurSessionExpired(reason, { operation: 'oauth refresh', sent: 'no' })
}
