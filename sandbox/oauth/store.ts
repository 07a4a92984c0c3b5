import { randomBytes, randomUUID } from 'node:crypto'
import type { Now } from '../clock.ts'
import type { AccessToken, Code, Principal, RefreshToken, TokenRules } from './entities.ts'

const SIX_MONTHS = 182 * 86_400_000
const CODE_LIFETIME = 60_000

export type Grant = Pick<AccessToken, 'principal' | 'clientId' | 'scopes'>

/** Codes and tokens. Expired ones are kept: that a token was known once decides between two answers. */
export class TokenStore {
  rules: TokenRules
  readonly #usualRules: TokenRules
  readonly #now: Now
  readonly #codes = new Map<string, Code>()
  readonly #access = new Map<string, AccessToken>()
  readonly #refresh = new Map<string, RefreshToken>()

  constructor(now: Now, accessTokenSeconds: number) {
    this.#now = now
    this.#usualRules = {
      rotation: 'at-once',
      graceSeconds: 30,
      accessTokenSeconds,
      geolocation: undefined,
      locked: [],
      elsewhere: [],
    }
    this.rules = this.#usualRules
  }

  changeRules(changed: Partial<TokenRules>): void {
    this.rules = { ...this.rules, ...changed }
  }

  restoreRules(): void {
    this.rules = this.#usualRules
  }

  issueCode(code: Omit<Code, 'value' | 'expiresAt' | 'used'>): Code {
    const issued = { ...code, value: randomUUID(), expiresAt: this.#now() + CODE_LIFETIME, used: false }
    this.#codes.set(issued.value, issued)
    return issued
  }

  findCode(value: string): Code | undefined {
    return this.#codes.get(value)
  }

  issueAccess(grant: Grant): AccessToken {
    const expiresAt = this.#now() + this.rules.accessTokenSeconds * 1000
    const issued = {
      ...grant,
      value: `at_${randomBytes(32).toString('base64url')}`,
      expiresAt,
      revoked: false,
    }
    this.#access.set(issued.value, issued)
    return issued
  }

  issueRefresh(grant: Grant, value = randomBytes(24).toString('base64url')): RefreshToken {
    const issued = { ...grant, value, expiresAt: this.#now() + SIX_MONTHS, revoked: false }
    this.#refresh.set(value, issued)
    return issued
  }

  findAccess(value: string): AccessToken | undefined {
    return this.#access.get(value)
  }

  usableRefresh(value: string): RefreshToken | undefined {
    const found = this.#refresh.get(value)
    return found && !found.revoked && found.expiresAt > this.#now() ? found : undefined
  }

  /** Every refresh may answer another refresh token; the one used dies at once, after a grace, or never. */
  rotate(used: RefreshToken): RefreshToken {
    if (this.rules.rotation === 'never') return used
    if (this.rules.rotation === 'at-once') used.revoked = true
    else used.expiresAt = Math.min(used.expiresAt, this.#now() + this.rules.graceSeconds * 1000)
    return this.issueRefresh({ principal: used.principal, clientId: used.clientId, scopes: used.scopes })
  }

  /** `DELETE /app-mgmt/v0/connections`: refresh tokens die, an access token lives to its hour's end. */
  revokeRefresh(principal: Principal): void {
    for (const token of this.#refresh.values()) if (token.principal.id === principal.id) token.revoked = true
  }

  expireAccess(): number {
    for (const token of this.#access.values()) token.expiresAt = Math.min(token.expiresAt, this.#now())
    return this.#access.size
  }

  revokeAll(): void {
    for (const token of this.#access.values()) token.revoked = true
    for (const token of this.#refresh.values()) token.revoked = true
    for (const code of this.#codes.values()) code.used = true
  }
}
