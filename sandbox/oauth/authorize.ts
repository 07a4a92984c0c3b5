import { Hono } from 'hono'
import type { Env } from '../context.ts'
import type { SandboxSettings } from '../options.ts'
import { PEOPLE, personById } from '../people.ts'
import { exceeds, knowsRedirectUri, scopeList } from './client.ts'
import { consentPage, errorPage } from './consent-page.ts'

type Asked = Record<string, string>

/** `GET /oauth2/v0/authorize` and the answer of its form (api-reference/authentication/apidoc, authorization grant). */
export const authorize = new Hono<Env>()
  .use('/oauth2/v0/authorize', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('Referrer-Policy', 'no-referrer')
    // No form-action: browsers hold the redirect after the form against it, and the app lives elsewhere.
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
  })
  .get('/oauth2/v0/authorize', (c) => {
    const asked = c.req.query()
    const { settings } = c.get('sandbox')
    const stranger = refuseStranger(settings, asked)
    if (stranger) return c.html(stranger, 400)
    const problem = refusedParameters(settings, asked)
    if (problem) return c.redirect(comeBack(asked, problem))
    return c.html(consentPage(PEOPLE, scopeList(asked.scope ?? ''), asked))
  })
  .post('/oauth2/v0/authorize', async (c) => {
    const sandbox = c.get('sandbox')
    const asked = Object.fromEntries(new URLSearchParams(await c.req.text()))
    const stranger = refuseStranger(sandbox.settings, asked)
    if (stranger) return c.html(stranger, 400)
    const { person: personId = '', deny, ...query } = asked
    const problem = refusedParameters(sandbox.settings, query)
    if (problem) return c.redirect(comeBack(query, problem))
    if (deny) return c.redirect(comeBack(query, ['access_denied', 'The user denied the request for access.']))

    const person = personById(personId)
    if (!person) return c.html(errorPage('Nobody was chosen', 'Go back and choose a person.'), 400)
    const { rules } = sandbox.tokens
    if (rules.locked.includes(person.login) || rules.locked.includes(person.id)) {
      return c.redirect(comeBack(query, ['14', 'Account Locked. Please contact support']))
    }
    const code = sandbox.tokens.issueCode({
      principal: { id: person.id, type: 'user' },
      clientId: query.client_id ?? '',
      redirectUri: query.redirect_uri ?? '',
      scopes: scopeList(query.scope ?? ''),
      nonce: query.nonce,
    })
    const back = new URL(code.redirectUri)
    back.searchParams.set('geolocation', rules.geolocation ?? sandbox.origin)
    back.searchParams.set('code', code.value)
    if (query.state !== undefined) back.searchParams.set('state', query.state)
    return c.redirect(back.href)
  })

/** A client or an address that is not registered is told so here and never redirected to. */
function refuseStranger(settings: SandboxSettings, asked: Asked) {
  if (asked.client_id !== settings.clientId) {
    return errorPage('Unknown application', 'The client_id is not registered in this sandbox.')
  }
  if (!knowsRedirectUri(settings, asked.redirect_uri ?? '')) {
    return errorPage('Unknown address', 'The redirect_uri is not registered for this application.')
  }
}

function refusedParameters(settings: SandboxSettings, asked: Asked): [string, string] | undefined {
  if (asked.response_type !== 'code') return ['60', 'these are not the grants you are looking for']
  if (exceeds(scopeList(asked.scope ?? ''), settings.scopes))
    return ['54', 'requested scope exceeds granted scope']
}

/** Failures come back as `error_code` and `error_description`, not as OAuth's usual `error`. */
function comeBack(asked: Asked, [code, description]: [string, string]): string {
  const back = new URL(asked.redirect_uri ?? '')
  back.searchParams.set('error_code', code)
  back.searchParams.set('error_description', description)
  if (asked.state !== undefined) back.searchParams.set('state', asked.state)
  return back.href
}
