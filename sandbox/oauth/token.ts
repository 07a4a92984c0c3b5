import { Hono } from 'hono'
import type { Env, Sandbox } from '../context.ts'
import { COMPANY, personById } from '../people.ts'
import { exceeds, scopeList } from './client.ts'
import type { Principal } from './entities.ts'
import type { Grant } from './store.ts'
import { TokenError } from './token-errors.ts'

/** `POST /oauth2/v0/token`, form-encoded (api-reference/authentication/apidoc). */
export const token = new Hono<Env>()
  .use('/oauth2/v0/token', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  .post('/oauth2/v0/token', async (c) => {
    const sandbox = c.get('sandbox')
    if (!/^application\/x-www-form-urlencoded/i.test(c.req.header('content-type') ?? ''))
      throw new TokenError(135)
    const form = new Map(new URLSearchParams(await c.req.text()))
    refuseClient(sandbox, form)
    switch (form.get('grant_type')) {
      case undefined:
        throw new TokenError(65)
      case 'authorization_code':
        return c.json(await exchangeCode(sandbox, form))
      case 'refresh_token':
        return c.json(await refresh(sandbox, form))
      case 'password':
        return c.json(await companyToken(sandbox, form))
      default:
        throw new TokenError(60)
    }
  })

type Form = Map<string, string>

function refuseClient({ settings }: Sandbox, form: Form): void {
  if (!form.get('client_id')) throw new TokenError(62)
  if (!form.get('client_secret')) throw new TokenError(63)
  if (form.get('client_id') !== settings.clientId) throw new TokenError(61)
  if (form.get('client_secret') !== settings.clientSecret) throw new TokenError(64)
}

function exchangeCode(sandbox: Sandbox, form: Form) {
  const value = form.get('code')
  if (!value) throw new TokenError(101)
  const redirectUri = form.get('redirect_uri')
  if (!redirectUri) throw new TokenError(102)
  const code = sandbox.tokens.findCode(value)
  if (!code || code.used || code.expiresAt <= sandbox.now()) throw new TokenError(103)
  if (code.clientId !== form.get('client_id')) throw new TokenError(105)
  if (code.redirectUri !== redirectUri) throw new TokenError(104)
  refuseAccount(sandbox, code.principal)
  code.used = true
  const { principal, clientId, scopes } = code
  return answer(sandbox, { principal, clientId, scopes }, undefined, code.nonce)
}

function refresh(sandbox: Sandbox, form: Form) {
  const value = form.get('refresh_token')
  if (!value) throw new TokenError(106)
  const used = sandbox.tokens.usableRefresh(value)
  if (!used) throw new TokenError(108)
  if (used.clientId !== form.get('client_id')) throw new TokenError(105)
  refuseAccount(sandbox, used.principal)
  const asked = scopeList(form.get('scope') ?? '')
  if (exceeds(asked, used.scopes)) throw new TokenError(54)
  const scopes = asked.length > 0 ? asked : used.scopes
  return answer(sandbox, { principal: used.principal, clientId: used.clientId, scopes }, value)
}

/** The company's own token: its id and a request token instead of a name and a password. */
function companyToken(sandbox: Sandbox, form: Form) {
  if (!form.get('username')) throw new TokenError(51)
  if (!form.get('password')) throw new TokenError(52)
  const credtype = form.get('credtype') ?? 'password'
  if (credtype !== 'authtoken' && credtype !== 'password') throw new TokenError(120)
  const known =
    form.get('username') === COMPANY.id && form.get('password') === sandbox.settings.companyRequestToken
  if (credtype === 'password' || !known) throw new TokenError(5)
  const { clientId, scopes } = sandbox.settings
  return answer(sandbox, { principal: { id: COMPANY.id, type: 'company' }, clientId, scopes })
}

function refuseAccount({ tokens: { rules } }: Sandbox, principal: Principal): void {
  const names = [principal.id, personById(principal.id)?.login ?? '']
  if (names.some((name) => rules.locked.includes(name))) throw new TokenError(14)
  if (names.some((name) => rules.elsewhere.includes(name))) throw new TokenError(16)
}

async function answer(sandbox: Sandbox, grant: Grant, refreshValue?: string, nonce?: string) {
  const { tokens, signer, origin, now } = sandbox
  const used = refreshValue === undefined ? undefined : tokens.usableRefresh(refreshValue)
  const refreshToken = used ? tokens.rotate(used) : tokens.issueRefresh(grant)
  const access = tokens.issueAccess(grant)
  const geolocation = tokens.rules.geolocation ?? origin
  const seconds = tokens.rules.accessTokenSeconds
  const { principal, clientId } = grant
  const id_token = await signer.sign({
    principal,
    clientId,
    issuer: geolocation,
    nonce,
    issuedAt: now(),
    seconds,
  })
  return {
    expires_in: seconds,
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    access_token: access.value,
    refresh_token: refreshToken.value,
    refresh_expires_in: Math.floor(refreshToken.expiresAt / 1000),
    id_token,
    geolocation,
  }
}
