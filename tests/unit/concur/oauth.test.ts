import { describe, expect, it } from 'vitest'
import { allowOrigins } from '../../../lib/concur/geolocation.ts'
import {
  authorizeUrl,
  exchangeCode,
  type OAuthClient,
  passwordGrant,
  refresh,
} from '../../../lib/concur/oauth.ts'
import { answer, listen } from './listen.ts'

const granted = {
  expires_in: '3600',
  scope: 'TRVREQ LIST  openid',
  token_type: 'Bearer',
  access_token: 'access-1',
  refresh_token: 'refresh-2',
  refresh_expires_in: 1_800_000_000,
  id_token: 'a.b.c',
}

function app(...origins: string[]): OAuthClient {
  return {
    clientId: 'app',
    clientSecret: 's3cret',
    allowed: allowOrigins(origins),
    userAgent: 'clearance-test',
    clock: () => 1_000_000,
  }
}

const json = (status: number, body: object) => answer(status, JSON.stringify(body))

describe('signing in', () => {
  it('the browser is sent to the authorize page', () => {
    const url = authorizeUrl({
      authOrigin: 'https://www-us2.api.concursolutions.com',
      clientId: 'app',
      redirectUri: 'https://desk.example/api/auth/callback/concur',
      scopes: ['openid', 'TRVREQ'],
      state: 'a b&c',
    })
    expect(url).toBe(
      'https://www-us2.api.concursolutions.com/oauth2/v0/authorize?client_id=app&redirect_uri=https%3A%2F%2Fdesk.example%2Fapi%2Fauth%2Fcallback%2Fconcur&scope=openid+TRVREQ&response_type=code&state=a+b%26c',
    )
  })

  it('a code becomes tokens', async () => {
    const { origin, heard } = await listen(json(200, granted))
    const tokens = await exchangeCode(app(origin), {
      origin,
      code: 'c0de',
      redirectUri: 'https://desk.example/cb',
    })
    expect(tokens).toEqual({
      accessToken: 'access-1',
      expiresAt: 4_600_000,
      refreshToken: 'refresh-2',
      refreshExpiresAt: 1_800_000_000_000,
      scopes: ['TRVREQ', 'LIST', 'openid'],
      geolocation: origin,
      idToken: 'a.b.c',
    })
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/oauth2/v0/token' })
    expect(heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.body))).toEqual({
      grant_type: 'authorization_code',
      code: 'c0de',
      redirect_uri: 'https://desk.example/cb',
      client_id: 'app',
      client_secret: 's3cret',
    })
  })

  it('a refresh goes to the stored geolocation and may move the grant', async () => {
    const moved = await listen()
    const { origin, heard } = await listen(
      json(200, { ...granted, expires_in: 1800, geolocation: moved.origin }),
    )
    const tokens = await refresh(app(origin, moved.origin), {
      geolocation: origin,
      refreshToken: 'refresh-1',
    })
    expect(tokens).toMatchObject({
      geolocation: moved.origin,
      refreshToken: 'refresh-2',
      expiresAt: 2_800_000,
    })
    expect(new URLSearchParams(heard[0]?.body).get('refresh_token')).toBe('refresh-1')
  })

  it('a refresh that names no new refresh token keeps the one that was sent', async () => {
    const { origin } = await listen(json(200, { ...granted, refresh_token: undefined }))
    const tokens = await refresh(app(origin), { geolocation: origin, refreshToken: 'refresh-1' })
    expect(tokens.refreshToken).toBe('refresh-1')
  })

  it('a company signs in with its request token', async () => {
    const { origin, heard } = await listen(json(200, granted))
    await passwordGrant(app(origin), { origin, companyId: 'company', requestToken: 'once' })
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.body))).toMatchObject({
      grant_type: 'password',
      username: 'company',
      password: 'once',
      credtype: 'authtoken',
    })
  })

  it('a token for a host off the list is not taken', async () => {
    const { origin } = await listen(json(200, { ...granted, geolocation: 'https://evil.example' }))
    await expect(refresh(app(origin), { geolocation: origin, refreshToken: 'r' })).rejects.toThrow('refused')
  })

  it.each([
    ['an HTML page', '<html>'],
    ['no access token', '{"expires_in":1}'],
    ['no time', '{"access_token":"a","expires_in":"soon","refresh_token":"r"}'],
    ['nothing', ''],
  ])('%s in a 200 is no token answer', async (_, body) => {
    const { origin } = await listen(answer(200, body))
    await expect(refresh(app(origin), { geolocation: origin, refreshToken: 'r' })).rejects.toMatchObject({
      name: 'ConcurMalformed',
    })
  })
})

describe('refusals of the token endpoint', () => {
  it.each([
    [108, 'invalid_grant', 'grant-dead', true],
    [105, 'invalid_grant', 'grant-dead', true],
    [61, 'invalid_client', 'bad-client', false],
    [64, 'invalid_client', 'bad-client', false],
    [103, 'invalid_request', 'bad-code', false],
    [54, 'invalid_scope', 'scope-exceeded', false],
    [14, 'invalid_grant', 'account-locked', false],
    [5, 'invalid_grant', 'other', false],
  ])('code %i means %s: %s', async (code, error, meaning, grantIsDead) => {
    const { origin } = await listen(json(400, { code, error, error_description: 'Please contact support' }))
    await expect(refresh(app(origin), { geolocation: origin, refreshToken: 'r' })).rejects.toMatchObject({
      name: 'OAuthRefused',
      code,
      error,
      meaning,
      grantIsDead,
      sent: 'no',
      concurMessage: 'Please contact support',
    })
  })

  it('a refusal repeats no secret', async () => {
    const echo = 'bad s3cret and refresh-1'
    const { origin } = await listen(
      json(400, { code: '108', error: 'invalid_grant', error_description: echo }),
    )
    await expect(
      refresh(app(origin), { geolocation: origin, refreshToken: 'refresh-1' }),
    ).rejects.toMatchObject({
      code: 108,
      concurMessage: 'bad (removed) and (removed)',
    })
  })

  it('a person who lives elsewhere is found there, once', async () => {
    const home = await listen(json(200, granted))
    const away = await listen(json(400, { code: 16, error: 'invalid_request', geolocation: home.origin }))
    const client = app(home.origin, away.origin)
    const tokens = await exchangeCode(client, { origin: away.origin, code: 'c', redirectUri: 'x' })
    expect(tokens.geolocation).toBe(home.origin)
    expect([away.heard.length, home.heard.length]).toEqual([1, 1])
  })

  it('two data centers that point at each other are asked once each', async () => {
    const first = await listen((response) => response.writeHead(400).end(elsewhere(second.origin)))
    const second = await listen((response) => response.writeHead(400).end(elsewhere(first.origin)))
    const asking = exchangeCode(app(first.origin, second.origin), {
      origin: first.origin,
      code: 'c',
      redirectUri: 'x',
    })
    await expect(asking).rejects.toMatchObject({ meaning: 'lives-elsewhere' })
    expect([first.heard.length, second.heard.length]).toEqual([1, 1])
  })

  it('a person is not followed to a host off the list', async () => {
    const { origin } = await listen((response) =>
      response.writeHead(400).end(elsewhere('https://evil.example')),
    )
    await expect(exchangeCode(app(origin), { origin, code: 'c', redirectUri: 'x' })).rejects.toMatchObject({
      name: 'GeolocationRefused',
    })
  })

  it.each([
    [503, 'ConcurUnavailable'],
    [500, 'ConcurUnavailable'],
    [429, 'ConcurBusy'],
    [302, 'ConcurMalformed'],
    [400, 'ConcurRefused'],
  ])('a %i that does not speak OAuth is %s, and the grant lives', async (status, name) => {
    const { origin } = await listen(answer(status, 'no'))
    await expect(refresh(app(origin), { geolocation: origin, refreshToken: 'r' })).rejects.toMatchObject({
      name,
    })
  })

  it('no answer within the deadline is a time-out', async () => {
    const { origin } = await listen(() => {})
    await expect(
      refresh({ ...app(origin), deadlineMs: 50 }, { geolocation: origin, refreshToken: 'r' }),
    ).rejects.toMatchObject({
      name: 'ConcurTimeout',
      sent: 'maybe',
    })
  })
})

function elsewhere(geolocation: string): string {
  return JSON.stringify({
    code: 16,
    error: 'invalid_request',
    error_description: 'user lives elsewhere',
    geolocation,
  })
}
