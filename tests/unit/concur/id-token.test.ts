import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { allowOrigins } from '../../../lib/concur/geolocation.ts'
import { createIdTokenVerifier } from '../../../lib/concur/id-token.ts'
import { answer, listen } from './listen.ts'

const now = 1_800_000_000

async function signing() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const keys = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }],
  })
  const server = await listen(answer(200, keys, { 'content-type': 'application/json' }))
  const verifier = createIdTokenVerifier({
    clientId: 'app',
    allowed: allowOrigins([server.origin]),
    clock: () => now * 1000,
  })
  const sign = (claims: JWTPayload) =>
    new SignJWT({
      sub: 'u-1',
      iss: server.origin,
      aud: 'app',
      iat: now,
      exp: now + 3600,
      'concur.type': 'user',
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(privateKey)
  return { ...server, verifier, sign }
}

describe('id tokens', () => {
  it('name the person when everything fits, and the keys are fetched once', async () => {
    const { verifier, sign, origin, heard } = await signing()
    const claims = { sub: 'u-1', issuer: origin, principal: 'user' }
    expect(await verifier.verify(await sign({}))).toEqual(claims)
    expect(await verifier.verify(await sign({ exp: now - 30 }))).toEqual(claims)
    expect(heard.map((one) => one.url)).toEqual(['/oauth2/v0/jwks'])
  })

  it.each([
    ['another app', { aud: 'other' }],
    ['a host off the list', { iss: 'https://evil.example' }],
    ['yesterday', { exp: now - 90 }],
    ['nobody', { sub: '' }],
    ['no end', { exp: undefined }],
  ])('for %s are refused', async (_, claims) => {
    const { verifier, sign } = await signing()
    await expect(verifier.verify(await sign(claims))).rejects.toMatchObject({ name: 'ConcurMalformed' })
  })

  it('signed by somebody else are refused', async () => {
    const { verifier, sign, origin } = await signing()
    const forged = await (await signing()).sign({ iss: origin })
    await expect(verifier.verify(forged)).rejects.toMatchObject({ name: 'ConcurMalformed' })
    await expect(verifier.verify(`${(await sign({})).slice(0, -4)}AAAA`)).rejects.toMatchObject({
      name: 'ConcurMalformed',
    })
  })

  it('signed with the secret of the app, or not at all, are refused', async () => {
    const { verifier, origin } = await signing()
    const weak = await new SignJWT({ sub: 'u', iss: origin, aud: 'app', iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode('s3cret'.repeat(10)))
    await expect(verifier.verify(weak)).rejects.toMatchObject({ name: 'ConcurMalformed' })
    await expect(verifier.verify('not.a.token')).rejects.toMatchObject({ name: 'ConcurMalformed' })
  })

  it('cannot be judged while the keys cannot be had', async () => {
    const { verifier, sign, close } = await signing()
    await close()
    await expect(verifier.verify(await sign({}))).rejects.toMatchObject({ name: 'ConcurUnavailable' })
    const { origin } = await listen(answer(500))
    const other = createIdTokenVerifier({
      clientId: 'app',
      allowed: allowOrigins([origin]),
      clock: () => now * 1000,
    })
    await expect(other.verify(await sign({ iss: origin }))).rejects.toMatchObject({
      name: 'ConcurUnavailable',
    })
  })
})
