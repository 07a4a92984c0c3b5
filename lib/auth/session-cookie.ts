/** `__Host-` binds the cookie to this very origin; browsers refuse that prefix on plain http, where only loopback is allowed. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-clearance.session' : 'clearance.session'
}
