import { createSealer } from '#lib/auth/sealed-text.ts'
import { createTokenVault } from '#lib/auth/token-vault.ts'
import { allowOrigins } from '#lib/concur/geolocation.ts'
import { refresh } from '#lib/concur/oauth.ts'
import type { TestDesk } from './test-desk.ts'

/** The vault as another process, or a later start, on the same database would have it. */
export function anotherVault({ app, sandbox }: TestDesk) {
  const client = {
    clientId: 'clearance-sandbox',
    clientSecret: 'clearance-sandbox-secret',
    allowed: allowOrigins([sandbox.url]),
    userAgent: 'test',
  }
  return createTokenVault({
    db: app.database.db,
    sealer: createSealer(app.config.tokenKeys),
    refresh: (refreshToken, geolocation) => refresh(client, { refreshToken, geolocation }),
    now: () => new Date(),
    alone: false,
  })
}

/** How often Concur was asked for tokens. */
export function tokenCalls({ sandbox }: TestDesk): number {
  return sandbox.store.calls
    .all()
    .filter(({ path, method }) => path === '/oauth2/v0/token' && method === 'POST').length
}
