import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Answers of the token endpoint (api-reference/authentication/apidoc, response codes of /token). */
const TOKEN_ERRORS = {
  5: [400, 'invalid_grant', 'Incorrect credentials. Please Retry'],
  14: [403, 'invalid_grant', 'Account Locked. Please contact support'],
  16: [400, 'invalid_request', 'user lives elsewhere'],
  51: [400, 'invalid_request', 'username was not supplied'],
  52: [400, 'invalid_request', 'password was not supplied'],
  54: [400, 'invalid_scope', 'requested scope exceeds granted scope'],
  60: [400, 'invalid_grant', 'these are not the grants you are looking for'],
  61: [401, 'invalid_client', 'client not found'],
  62: [400, 'invalid_request', 'client_id was not supplied'],
  63: [400, 'invalid_request', 'client_secret was not supplied'],
  64: [401, 'invalid_client', 'Incorrect credentials. Please Retry'],
  65: [400, 'invalid_request', 'grant_type was not supplied'],
  101: [400, 'invalid_request', 'code was not supplied'],
  102: [400, 'invalid_request', 'redirect_uri was not supplied'],
  103: [400, 'invalid_request', 'code is bad or expired'],
  104: [400, 'invalid_grant', 'redirect_uri does not match the previous grant'],
  105: [400, 'invalid_grant', 'this grant was not issued to you!'],
  106: [400, 'invalid_request', 'refresh_token was not supplied'],
  108: [400, 'invalid_grant', 'bad or expired refresh token'],
  120: [400, 'invalid_request', 'credtype is invalid'],
  135: [400, 'invalid_request', 'unsupported request format'],
} as const satisfies Record<number, readonly [ContentfulStatusCode, string, string]>

export type TokenErrorCode = keyof typeof TOKEN_ERRORS

export class TokenError extends Error {
  readonly code: TokenErrorCode

  constructor(code: TokenErrorCode) {
    super(TOKEN_ERRORS[code][2])
    this.code = code
  }

  get status(): ContentfulStatusCode {
    return TOKEN_ERRORS[this.code][0]
  }

  body(geolocation: string) {
    const [, error, error_description] = TOKEN_ERRORS[this.code]
    return { code: this.code, error, error_description, geolocation }
  }
}
