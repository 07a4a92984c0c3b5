import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { Principal } from './entities.ts'

export type IdTokenClaims = {
  principal: Principal
  clientId: string
  issuer: string
  nonce: string | undefined
  issuedAt: number
  seconds: number
}

/** Signs id_tokens as the Authentication page describes them, and publishes the key. */
export class IdTokenSigner {
  readonly #key: CryptoKey
  readonly jwks: { keys: JWK[] }

  private constructor(key: CryptoKey, published: JWK) {
    this.#key = key
    this.jwks = { keys: [published] }
  }

  static async create(): Promise<IdTokenSigner> {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const published = await exportJWK(publicKey)
    return new IdTokenSigner(privateKey, { ...published, kid: 'sandbox-1', use: 'sig', alg: 'RS256' })
  }

  sign({ principal, clientId, issuer, nonce, issuedAt, seconds }: IdTokenClaims): Promise<string> {
    const at = Math.floor(issuedAt / 1000)
    return new SignJWT({
      'concur.version': 2,
      'concur.type': principal.type,
      'concur.profile': `${issuer}/profile/v1/principals/${principal.id}`,
      ...(nonce === undefined ? {} : { nonce }),
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'sandbox-1', typ: 'JWT' })
      .setSubject(principal.id)
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt(at)
      .setNotBefore(at)
      .setExpirationTime(at + seconds)
      .sign(this.#key)
  }
}
