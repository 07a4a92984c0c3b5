import { Hono } from 'hono'
import type { Env } from '../context.ts'
import { authorize } from './authorize.ts'
import { needsToken } from './bearer.ts'
import { token } from './token.ts'

export const oauthRoutes = new Hono<Env>()
  .route('/', authorize)
  .route('/', token)
  .get('/oauth2/v0/jwks', (c) => c.json(c.get('sandbox').signer.jwks))
  // "All refresh tokens associated to a user for an application": asked with that user's own access token.
  .delete('/app-mgmt/v0/connections', needsToken(), (c) => {
    c.get('sandbox').tokens.revokeRefresh(c.get('token').principal)
    return c.body(null, 200)
  })
