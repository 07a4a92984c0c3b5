import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import {
  APP,
  authorizeQuery,
  Caller,
  codeFor,
  control,
  DANIEL,
  MIRA,
  postToken,
  press,
  REDIRECT_URI,
  readTokens,
  tokensFor,
} from './client.ts'

let sandbox: RunningSandbox
let url: string
let time = Date.now()

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: () => time })
  url = sandbox.url
})
afterAll(() => sandbox.close())
afterEach(() => sandbox.store.tokens.restoreRules())

const exchange = (code: string, redirect_uri = REDIRECT_URI) =>
  postToken(url, { grant_type: 'authorization_code', code, redirect_uri })
const refresh = (refresh_token: string, more = {}) =>
  postToken(url, { grant_type: 'refresh_token', refresh_token, ...more })
const codeOf = async (answer: Response) => z.object({ code: z.number() }).parse(await answer.json()).code

test('A sandbox that listens elsewhere than it is known by names itself as it is known', async () => {
  const publicUrl = 'https://concur.example'
  const elsewhere = await startSandbox({ port: 0, publicUrl })
  const { geolocation } = await tokensFor(elsewhere.url, MIRA)
  expect(geolocation).toBe(publicUrl)
  await elsewhere.close()
})

test('The consent page offers the three people and a way to deny, without a script', async () => {
  const answer = await fetch(`${url}/oauth2/v0/authorize?${authorizeQuery()}`)
  const page = await answer.text()
  expect(answer.status).toBe(200)
  for (const name of [
    'Continue as Mira Okafor',
    'Continue as Daniel Reyes',
    'Continue as Priya Raman',
    'Deny',
  ]) {
    expect(page).toContain(name)
  }
  expect(page).not.toContain('<script')
})

test('What the app sends is escaped on the consent page', async () => {
  const page = await (
    await fetch(`${url}/oauth2/v0/authorize?${authorizeQuery({ state: '"><script>x</script>' })}`)
  ).text()
  expect(page).not.toContain('<script')
})

test('A person who agrees comes back with a code, the state and the data center', async () => {
  const back = new URL((await press(url, { person: MIRA.id })).headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe(REDIRECT_URI)
  expect(back.searchParams.get('state')).toBe('state-1')
  expect(back.searchParams.get('geolocation')).toBe(url)
  expect(back.searchParams.get('code')).toMatch(/^[0-9a-f-]{36}$/)
})

test('A person who denies comes back with error_code and error_description', async () => {
  const back = new URL((await press(url, { deny: '1' })).headers.get('location') ?? '')
  expect(back.searchParams.get('error_code')).toBe('access_denied')
  expect(back.searchParams.get('error_description')).toContain('denied')
  expect(back.searchParams.get('state')).toBe('state-1')
  expect(back.searchParams.has('code')).toBe(false)
})

test.each([
  ['an unknown app', { client_id: 'stranger' }],
  ['another host', { redirect_uri: 'https://evil.example/api/auth/callback/concur' }],
  ['another path', { redirect_uri: 'http://localhost:3000/elsewhere' }],
  [
    'a host that only begins like loopback',
    { redirect_uri: 'http://localhost.evil.example/api/auth/callback/concur' },
  ],
  ['a name before the host', { redirect_uri: 'http://localhost@evil.example/api/auth/callback/concur' }],
  ['no address', { redirect_uri: '' }],
])('A sign-in for %s ends on a page of the sandbox, never in a redirect', async (_, overrides) => {
  for (const answer of [
    await fetch(`${url}/oauth2/v0/authorize?${authorizeQuery(overrides)}`, { redirect: 'manual' }),
    await press(url, { person: MIRA.id }, overrides),
  ]) {
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.has('location')).toBe(false)
  }
})

test.each([
  ['a scope it is not registered for', { scope: 'TRVREQ company.write' }, '54'],
  ['another response type', { response_type: 'token' }, '60'],
])('An app that asks for %s gets the error back at its address', async (_, overrides, code) => {
  const answer = await fetch(`${url}/oauth2/v0/authorize?${authorizeQuery(overrides)}`, {
    redirect: 'manual',
  })
  const back = new URL(answer.headers.get('location') ?? '')
  expect(back.searchParams.get('error_code')).toBe(code)
  expect(back.searchParams.get('state')).toBe('state-1')
})

test('The tokens come as documented and the id_token holds against the published keys', async () => {
  const tokens = await tokensFor(url, MIRA, { nonce: 'n-1' })
  expect(tokens).toMatchObject({ expires_in: 3600, scope: 'openid user.read TRVREQ', geolocation: url })
  expect(tokens.refresh_expires_in * 1000 - time).toBeGreaterThan(170 * 86_400_000)

  const keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })
  const jwks = keys.parse(await (await fetch(`${url}/oauth2/v0/jwks`)).json())
  const expected = { issuer: url, audience: APP.client_id, currentDate: new Date(time) }
  const { payload, protectedHeader } = await jwtVerify(tokens.id_token, createLocalJWKSet(jwks), expected)
  expect(protectedHeader.alg).toBe('RS256')
  expect(payload).toMatchObject({ sub: MIRA.id, nonce: 'n-1', 'concur.version': 2, 'concur.type': 'user' })
  expect(payload.nbf).toBe(payload.iat)
  expect(Number(payload.exp) - Number(payload.iat)).toBe(3600)
  expect(JSON.stringify(jwks)).not.toContain('"d"')
})

test('A code works once', async () => {
  const code = await codeFor(url, MIRA)
  expect((await exchange(code)).status).toBe(200)
  expect(await codeOf(await exchange(code))).toBe(103)
})

test('A code is good for one minute', async () => {
  const code = await codeFor(url, MIRA)
  time += 61_000
  expect(await codeOf(await exchange(code))).toBe(103)
})

test('A refresh answers another refresh token and the old one dies', async () => {
  const first = await tokensFor(url, MIRA)
  const second = await readTokens(await refresh(first.refresh_token))
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(await codeOf(await refresh(first.refresh_token))).toBe(108)
  expect((await refresh(second.refresh_token)).status).toBe(200)
})

test('With a grace the old refresh token lives on for a while, without rotation for good', async () => {
  await control(url, 'PATCH', '/oauth', { rotation: 'grace', graceSeconds: 10 })
  const first = await tokensFor(url, MIRA)
  expect((await refresh(first.refresh_token)).status).toBe(200)
  expect((await refresh(first.refresh_token)).status).toBe(200)
  time += 11_000
  expect(await codeOf(await refresh(first.refresh_token))).toBe(108)

  await control(url, 'PATCH', '/oauth', { rotation: 'never' })
  const steady = await tokensFor(url, MIRA)
  expect((await readTokens(await refresh(steady.refresh_token))).refresh_token).toBe(steady.refresh_token)
})

test('A refresh token dies after six months', async () => {
  const { refresh_token } = await tokensFor(url, MIRA)
  time += 183 * 86_400_000
  expect(await codeOf(await refresh(refresh_token))).toBe(108)
})

test('A refresh may narrow the scope and never widen it', async () => {
  const { refresh_token } = await tokensFor(url, MIRA)
  expect(await codeOf(await refresh(refresh_token, { scope: 'TRVREQ LIST' }))).toBe(54)
  expect((await readTokens(await refresh(refresh_token, { scope: 'TRVREQ' }))).scope).toBe('TRVREQ')
})

test.each([
  [62, 'no client id', { client_id: '' }],
  [61, 'an unknown client', { client_id: 'stranger' }],
  [63, 'no secret', { client_secret: '' }],
  [64, 'a wrong secret', { client_secret: 'wrong' }],
  [60, 'an unknown grant', { grant_type: 'client_credentials' }],
  [101, 'no code', { grant_type: 'authorization_code' }],
  [102, 'no address', { grant_type: 'authorization_code', code: 'x' }],
  [103, 'a made-up code', { grant_type: 'authorization_code', code: 'x', redirect_uri: REDIRECT_URI }],
  [106, 'no refresh token', { grant_type: 'refresh_token' }],
  [108, 'a made-up refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }],
  [51, 'no user name', { grant_type: 'password' }],
  [52, 'no password', { grant_type: 'password', username: 'x' }],
  [5, 'a wrong password', { grant_type: 'password', username: 'x', password: 'y', credtype: 'authtoken' }],
  [120, 'an unknown credtype', { grant_type: 'password', username: 'x', password: 'y', credtype: 'z' }],
])('The token endpoint answers %i for %s', async (code, _, form) => {
  const answer = await postToken(url, { grant_type: 'refresh_token', ...form })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  const body = await answer.json()
  expect(body).toMatchObject({ code, geolocation: url })
  expect(body).toHaveProperty('error')
  expect(body).toHaveProperty('error_description')
})

test('A token request that is not a form is refused', async () => {
  const body = JSON.stringify({ grant_type: 'refresh_token' })
  const headers = { 'content-type': 'application/json' }
  expect(await codeOf(await fetch(`${url}/oauth2/v0/token`, { method: 'POST', headers, body }))).toBe(135)
})

test('A code belongs to the address it was asked for', async () => {
  const code = await codeFor(url, MIRA)
  expect(await codeOf(await exchange(code, REDIRECT_URI.replace('3000', '3001')))).toBe(104)
})

test('A locked account and a person in another data center are told apart', async () => {
  const { refresh_token } = await tokensFor(url, DANIEL)
  await control(url, 'PATCH', '/oauth', { locked: [DANIEL.login] })
  expect(await codeOf(await refresh(refresh_token))).toBe(14)
  const back = new URL((await press(url, { person: DANIEL.id })).headers.get('location') ?? '')
  expect(back.searchParams.get('error_code')).toBe('14')

  await control(url, 'PATCH', '/oauth', {
    locked: [],
    elsewhere: [DANIEL.login],
    geolocation: 'https://eu2.api.concursolutions.com',
  })
  const answer = await refresh(refresh_token)
  expect(await answer.json()).toMatchObject({ code: 16, geolocation: 'https://eu2.api.concursolutions.com' })
})

test('The company token comes from the request token, or from the refresh token it starts with', async () => {
  const form = {
    grant_type: 'password',
    credtype: 'authtoken',
    username: '5c1f6d1e-0d0b-4f4e-9b0a-6a3d1f0c7e21',
  }
  const tokens = await readTokens(await postToken(url, { ...form, password: 'northwind-request-token' }))
  expect(JSON.parse(Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
    sub: form.username,
    'concur.type': 'company',
  })
  expect(
    (await new Caller(url, tokens.access_token).get(`/profile/identity/v4/Users/${DANIEL.id}`)).status,
  ).toBe(200)
  expect((await new Caller(url, tokens.access_token).list()).status).toBe(403)
  const other = await startSandbox({ port: 0, companyRefreshToken: 'known-before' })
  expect(
    (await postToken(other.url, { grant_type: 'refresh_token', refresh_token: 'known-before' })).status,
  ).toBe(200)
  await other.close()
})

test('Disconnecting revokes every refresh token of that person and leaves the hour of the access token', async () => {
  const [one, two, other] = [
    await tokensFor(url, MIRA),
    await tokensFor(url, MIRA),
    await tokensFor(url, DANIEL),
  ]
  const headers = { authorization: `Bearer ${one.access_token}` }
  expect((await fetch(`${url}/app-mgmt/v0/connections`, { method: 'DELETE', headers })).status).toBe(200)
  expect(await codeOf(await refresh(one.refresh_token))).toBe(108)
  expect(await codeOf(await refresh(two.refresh_token))).toBe(108)
  expect((await refresh(other.refresh_token)).status).toBe(200)
  expect((await new Caller(url, one.access_token).list()).status).toBe(200)
})

test('Without Authorization it is 401, with a token past its hour 403', async () => {
  const { access_token } = await tokensFor(url, MIRA)
  const path = `${url}/api/travelrequest/v1.0/requestslist`
  expect((await fetch(path)).status).toBe(401)
  expect((await fetch(path, { headers: { authorization: 'Bearer made-up' } })).status).toBe(401)
  expect((await fetch(path, { headers: { authorization: `OAuth ${access_token}` } })).status).toBe(200)
  time += 3_600_000
  const late = await fetch(path, { headers: { authorization: `Bearer ${access_token}` } })
  expect(late.status).toBe(403)
  expect(await late.text()).toMatch(
    /<Error[^>]*>\s*<Message>The OAuth token has expired.*<\/Message>\s*<Server-Time>.+<\/Server-Time>\s*<Id>.+<\/Id>/s,
  )
})

test('A token without the scope of an API is 403 there, in JSON for who asks for JSON', async () => {
  const caller = await Caller.signIn(sandbox, MIRA, { scope: 'user.read' })
  const answer = await caller.get('/api/travelrequest/v1.0/requestslist', { accept: 'application/json' })
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({
    Error: { Message: expect.stringContaining('TRVREQ'), Id: expect.any(String) },
  })
})

test('A person reads who they are, and nobody else', async () => {
  const caller = await Caller.signIn(sandbox, MIRA)
  const answer = await caller.get(`/profile/identity/v4/Users/${MIRA.id}`)
  expect(await answer.json()).toMatchObject({
    userName: MIRA.login,
    displayName: 'Mira Okafor',
    name: { givenName: 'Mira', familyName: 'Okafor' },
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { companyId: expect.any(String) },
  })
  expect((await caller.get(`/profile/identity/v4/Users/${DANIEL.id}`)).status).toBe(403)
  const unscoped = await Caller.signIn(sandbox, MIRA, { scope: 'TRVREQ' })
  expect((await unscoped.get(`/profile/identity/v4/Users/${MIRA.id}`)).status).toBe(403)
})

test('After a reset that revokes everything the company’s configured refresh token works again', async () => {
  const form = { grant_type: 'refresh_token', refresh_token: 'northwind-company-refresh-token' }
  await control(sandbox.url, 'POST', '/revoke')
  expect((await postToken(sandbox.url, form)).status).toBe(400)
  await control(sandbox.url, 'POST', '/reset', { revokeTokens: true })
  expect((await postToken(sandbox.url, form)).status).toBe(200)
})
