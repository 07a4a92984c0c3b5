import { createMiddleware } from 'hono/factory'
import type { Env } from '../context.ts'
import { ConcurError } from '../http/concur-error.ts'
import { personById } from '../people.ts'

/**
 * Lets a call through that carries a live token with one of these scopes.
 * Without an Authorization header it is 401; an expired or revoked token is 403 (HTTP status page).
 */
export const needsToken = (...scopes: string[]) =>
  createMiddleware<Env>(async (c, next) => {
    const { tokens, now } = c.get('sandbox')
    const value = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (!value) throw new ConcurError(401, 'The Authorization header is not included in the request.')
    const token = tokens.findAccess(value)
    if (!token) throw new ConcurError(401, 'The OAuth token is not known.')
    if (token.revoked || token.expiresAt <= now()) {
      throw new ConcurError(403, 'The OAuth token has expired or been revoked.')
    }
    if (scopes.length > 0 && !scopes.some((scope) => token.scopes.includes(scope))) {
      throw new ConcurError(
        403,
        `The OAuth consumer does not have access to this product: ${scopes.join(' or ')}.`,
      )
    }
    c.set('token', token)
    c.set('person', token.principal.type === 'user' ? personById(token.principal.id) : undefined)
    await next()
  })
