import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { NamedError } from '#lib/concur/named-error.ts'

/** Seals short secrets at rest with AES-256-GCM. The first key seals, every key opens, so keys can be rotated. */
export interface Sealer {
  /** @param context binds the text to its place: a sealed text copied into another row does not open. */
  seal(text: string, context: string): string
  /** @throws SealBroken when no key opens it, or it was sealed for another place. */
  open(sealed: string, context: string): string
}

export class SealBroken extends NamedError {
  static override readonly errorName: string = 'SealBroken'
  constructor() {
    super('A stored token cannot be opened with the keys in TOKEN_KEYS.')
  }
}

export function createSealer(keys: Buffer[]): Sealer {
  const byId = new Map(keys.map((key) => [keyId(key), key]))
  const [first] = keys
  if (!first) throw new RangeError('A sealer needs at least one key.')
  return {
    seal(text, context) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', first, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [
        'v1',
        keyId(first),
        ...[iv, body, cipher.getAuthTag()].map((part) => part.toString('base64url')),
      ].join('.')
    },
    open(sealed, context) {
      const [version, id = '', iv = '', body = '', tag = ''] = sealed.split('.')
      const key = byId.get(id)
      if (version !== 'v1' || !key) throw new SealBroken()
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
          authTagLength: 16,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(Buffer.from(tag, 'base64url'))
        return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString(
          'utf8',
        )
      } catch {
        throw new SealBroken()
      }
    },
  }
}

function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}
