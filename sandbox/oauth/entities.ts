export type Principal = { id: string; type: 'user' | 'company' }

export type Code = {
  value: string
  principal: Principal
  clientId: string
  redirectUri: string
  scopes: readonly string[]
  nonce: string | undefined
  expiresAt: number
  /** A code works once. */
  used: boolean
}

export type AccessToken = {
  value: string
  principal: Principal
  clientId: string
  scopes: readonly string[]
  expiresAt: number
  revoked: boolean
}

export type RefreshToken = {
  value: string
  principal: Principal
  clientId: string
  scopes: readonly string[]
  expiresAt: number
  revoked: boolean
}

/** What the control port may change about the sign-in service. */
export type TokenRules = {
  /** What becomes of a refresh token once it was used. */
  rotation: 'at-once' | 'grace' | 'never'
  graceSeconds: number
  accessTokenSeconds: number
  /** Answered instead of the sandbox's own origin: a person who moved to another data center. */
  geolocation: string | undefined
  /** Logins or ids whose account is locked (error 14). */
  locked: readonly string[]
  /** Logins or ids that live in the data center named by `geolocation` (error 16). */
  elsewhere: readonly string[]
}
